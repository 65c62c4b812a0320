"""What the last word of a noun phrase says about its type, and how often it is right.

The figures are shares of noun phrases with that head which readers took for a mention of the type, over
annotated abstracts, rounded to a twentieth. `PHRASE` is for a head with words before it, `ALONE` for the bare
word.
"""

from __future__ import annotations

from extract.record import EntityType

Head = tuple[EntityType, float]


def _table(type_: EntityType, shares: dict[float, str]) -> dict[str, Head]:
    return {word: (type_, share) for share, words in shares.items() for word in words.split()}


PHRASE: dict[str, Head] = {
    **_table(
        "Task",
        {
            0.90: "tagging summarization re-identification answering restoration diarization grounding matting "
            "disambiguation deblurring anti-spoofing geo-localization entailment proving translation",
            0.80: "detection segmentation classification recognition estimation retrieval captioning comprehension "
            "completion dehazing separation filling counting simplification parsing super-resolution deraining "
            "recommendation planning linking stylization colorization paraphrasing de-identification "
            "transcription transliteration inpainting forecasting",
            0.75: "synthesis spotting manipulation navigation registration assessment removal enhancement tracking "
            "reconstruction verification understanding reasoning imputation hallucination editing localization "
            "perception recovery typing deduplication interpolation relocalization "
            "authentication question-answering qa ner mrc vqa asr re-ranking",
            0.65: "generation extraction adaptation prediction identification discovery compression denoising dialog "
            "driving labeling labelling induction animation anticipation extrapolation attribution moderation",
            0.55: "generalization modeling modelling construction search supervision conversation ranking",
            0.50: "analysis alignment selection inference resolution association dialogue regression",
        },
    ),
    **_table(
        "Method",
        {
            0.90: "distillation convolution r-cnn autoencoder auto-encoder descent lstm gan gcn mlp perceptron "
            "automaton transformer prompting dropout u-net dpo mixup cutmix",
            0.80: "network fine-tuning finetuning pruning attention self-attention pooling quantization tuning "
            "augmentation loss propagation factorization cnn rnn gnn vit bert self-distillation self-training "
            "pseudo-labeling backpropagation crf hmm svm masking rehearsal",
            0.70: "pre-training pretraining regularization normalization clustering training sampling encoding "
            "suppression interpreter net passing decoding sharing mixing routing gating minimization "
            "adjustment evolution passing rewriting rescoring unrolling",
            0.60: "embedding optimization filter walk decoder projection decomposition pyramid "
            "fusion teacher net resampling reparameterization warping aggregation guidance boosting forest "
            "backbone tokenizer hashing shift",
            0.50: "unit connection kernel tree classifier mapping scheduling perturbation",
        },
    ),
    **_table(
        "Metric",
        {
            0.75: "latency throughput footprint perplexity iou f1 ap auc map wer bleu recall fps flop runtime "
            "speedup consumption utilization rouge f1-score f-score f-measure auroc",
            0.65: "speed accuracy rate ratio precision hour",
            0.50: "error time coefficient complexity usage",
        },
    ),
}

# `learning` alone says little: after these words it names a task, after those below a technique.
LEARNING_TASKS = frozenset(
    """
    few-shot zero-shot one-shot semi-supervised weakly-supervised continual lifelong unsupervised incremental
    class-incremental representation long-tailed open-set open-world multi-label multi-instance noisy-label
    low-shot positive-unlabeled out-of-distribution domain-incremental task-incremental
    imbalanced embodied multi-view
    """.split()
)

LEARNING_METHODS = frozenset(
    """
    reinforcement self-supervised contrastive transfer multi-task multitask federated in-context imitation active
    curriculum ensemble adversarial metric dictionary prompt ensemble mutual self-paced co-operative cooperative
    collaborative residual q- deep-q manifold kernel hebbian knowledge meta supervised multi-modal preference
    """.split()
)

# `model` and `mechanism` end the name of a technique after these words.
MODEL_NAMES = frozenset(
    "diffusion mixture markov space state-space topic autoregressive energy-based random-field bigram n-gram "
    "translation masked-language flow-based score-based surrogate reward attention gating copy".split()
)

# Phrases that name a whole field or just any model.
GENERIC_PHRASES = frozenset(
    phrase
    for line in """
    deep learning; machine learning; neural network; deep neural network; artificial neural network;
    deep network; deep learning model; language model; large language model; vision-language model;
    multimodal large language model; large multimodal model; foundation model; pre-trained model;
    pretrained model; pre-trained language model; generative model; deep model; neural model; computer vision;
    natural language processing; artificial intelligence; language processing; statistical learning;
    representation; feature extraction; model training; end-to-end training; generative ai; training; inference;
    fine-tuning; pre-training; pretraining; finetuning; learning; feature learning; model learning;
    loss; loss function; training loss; network; teacher network; student network; backbone network;
    data analysis; experimental analysis; ablation study; theoretical analysis; model selection;
    computer graphics; information processing; signal processing; image processing; feature representation;
    machine intelligence; model inference; time; error; rate; previous network; two network; batch
    """.split("\n")
    for phrase in (part.strip() for part in line.split(";"))
    if phrase
)

ALONE: dict[str, Head] = {
    **_table(
        "Metric",
        {
            0.95: "accuracy miou throughput bleu perplexity flop latency auroc recall wer fid psnr ssim rouge meteor "
            "auc f1 ap iou map runtime speedup mrr ndcg cer eer mae mse rmse f1-score f-score f-measure pass@1 "
            "pass@k recall@1 recall@k r@1 top-1 top-5 spice cider lpips fvd mota hota idf1 mpjpe dice auprc gflop",
            0.55: "speed precision fps memory specificity sensitivity",
        },
    ),
    **_table(
        "Task",
        {
            0.90: "text-to-sql inpainting vqa ner qa asr nmt uda re-id re-identification instruction-following "
            "question-answering super-resolution summarization deblurring dehazing deraining",
            0.50: "clustering tracking regression translation summarization recommendation captioning nas ssl",
        },
    ),
    **_table(
        "Method",
        {
            0.95: "transformer cnn self-attention gnn lstm gan rnn sft meta-learning cross-attention self-training "
            "quantization gcn mlp convnet encoder-decoder self-distillation self-supervision chain-of-thought "
            "u-net bilstm vit bert mlm crf hmm svm vae mcmc rlhf rlvr grpo dpo ppo moe dropout backpropagation "
            "seq2seq sequence-to-sequence softmax relu adam sgd k-means pca mixture-of-experts autoencoder "
            "pseudo-labeling mixup distillation prompt-tuning instruction-tuning co-training tf-idf",
            0.70: "pruning autoencoder word2vec bagging boosting cutmix",
        },
    ),
}
