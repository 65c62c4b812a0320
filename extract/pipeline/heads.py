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
            0.90: "entailment",
            0.85: "classification counting detection disambiguation geo-localization ner re-identification "
            "restoration segmentation tagging",
            0.80: "colorization completion de-identification deraining matting paraphrasing qa recognition "
            "staging stylization transcription transliteration",
            0.75: "answering asr authentication comprehension deblurring deduplication diarization "
            "estimation filling interpolation mrc re-ranking relocalization retrieval summarization "
            "translation typing vqa",
            0.70: "captioning dehazing forecasting hallucination planning recovery separation "
            "simplification super-resolution synthesis understanding",
            0.65: "animation anti-spoofing anticipation checking extraction extrapolation grasping "
            "induction localization moderation parsing proving reasoning recommendation "
            "reconstruction registration reid spotting tracking",
            0.60: "adaptation assessment generation harmonization identification labelling manipulation "
            "question-answering removal",
            0.55: "grounding imputation labeling navigation placement prediction re-id",
            0.50: "denoising dialog discovery generalization modelling search",
            0.45: "compression driving editing enhancement inpainting verification",
            0.40: "linking matching modeling perception",
            0.35: "analysis inference",
            0.30: "alignment attribution conversation ranking selection",
        },
    ),
    **_table(
        "Method",
        {
            0.90: "auto-encoder automaton cutmix descent dpo mixup",
            0.85: "distillation dropout r-cnn smoothing",
            0.80: "backpropagation convolution crf finetuning gnn hmm perceptron pruning pseudo-labeling "
            "rehearsal rnn self-distillation svm transformer vit",
            0.75: "augmentation autoencoder gcn pooling pretraining",
            0.70: "adapter fine-tuning gan gating lstm masking mixing net prompting rescoring unrolling",
            0.65: "detr ensembling normalization rewriting",
            0.60: "adjustment boosting clustering disentanglement evolution factorization forest hashing "
            "loss minimization mlp network passing pre-training regularization reparameterization "
            "resampling resnet self-attention suppression tuning u-net warping",
            0.55: "cnn convnet divergence pyramid quantization routing sharing",
            0.50: "attention bert decomposition filter regression sampling scheduling self-training teacher",
            0.45: "automata calculus connection diffusion encoding memory tokenizer walk",
            0.40: "decoding optimization projection tracker training",
            0.35: "decoder fusion perturbation tree unit",
            0.30: "embedding guidance interpreter kernel",
        },
    ),
    **_table(
        "Metric",
        {
            0.75: "auroc f-measure f-score f1-score perplexity rouge runtime",
            0.70: "speed",
            0.65: "precision",
            0.60: "latency rate throughput",
            0.55: "accuracy",
            0.50: "footprint",
            0.45: "consumption error",
            0.40: "hour time",
            0.30: "ratio",
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

# Before these heads only some words make one name with the head; after others the head stands alone.
BOUND: dict[str, frozenset[str]] = {
    "accuracy": frozenset(
        "top-1 top-5 top-k rank-1 rank-5 classification recognition localization execution weighted clean balanced "
        "exact-match verification test validation matching request joint overall pixel mean token-level "
        "sequence-level word-level zero-shot linear-probing certified adversarial".split()
    ),
    "time": frozenset(
        "inference training computation computational construction search response processing query running "
        "execution decoding prediction wall-clock pre-training preprocessing runtime compute cpu gpu".split()
    ),
    "training": frozenset(
        "adversarial consistency low-precision quantization-aware bidirectional test-time instruction multi-task "
        "multi-stage two-stage joint mixed-precision sparse dense curriculum distributed layer-wise adaptive "
        "conditional collaborative contrastive self-guided partial supplementary federated self-supervised "
        "semi-supervised cooperative alternating progressive mask-aware noise-aware cross-entropy safety".split()
    ),
    "cost": frozenset("computational computation inference training time search fine-tuning deployment".split()),
    "attention": frozenset(
        "channel spatial temporal dot-product multi-head cross-modal window deformable sparse linear axial local "
        "global criss-cross gated additive soft hard visual graph masked factorized sliding-window flash "
        "grouped-query multi-query dual bilinear hierarchical bidirectional convolutional pyramid triplet "
        "coordinate non-local context neighborhood full softmax self mutual".split()
    ),
}

ALONE: dict[str, Head] = {
    **_table(
        "Metric",
        {
            0.95: "miou bleu auroc wer fid psnr ssim rouge meteor auc f1 ap mrr ndcg cer eer rmse f1-score "
            "f-score f-measure pass@1 pass@k recall@1 recall@k r@1 spice cider lpips fvd mota hota idf1 mpjpe "
            "auprc gflop flop",
            0.90: "accuracy perplexity throughput latency",
            0.60: "recall runtime iou fps specificity",
            0.45: "speed speedup",
        },
    ),
    **_table(
        "Task",
        {
            0.90: "text-to-sql inpainting ner asr nmt uda re-id re-identification question-answering deblurring "
            "dehazing deraining reid",
            0.65: "vqa qa super-resolution instruction-following ssl nas",
            0.40: "clustering tracking regression summarization recommendation classification segmentation "
            "captioning",
        },
    ),
    **_table(
        "Method",
        {
            0.95: "cnn self-attention gnn lstm rnn sft meta-learning cross-attention self-training gcn mlp convnet "
            "self-distillation self-supervision chain-of-thought u-net bilstm vit bert mlm crf svm vae mcmc rlhf "
            "grpo dpo ppo moe dropout relu adam sgd k-means pca mixture-of-experts prompt-tuning "
            "instruction-tuning tf-idf resnet detr gru",
            0.85: "transformer gan quantization autoencoder mixup co-training pseudo-labeling seq2seq",
            0.60: "pruning encoder-decoder sequence-to-sequence distillation word2vec cutmix",
        },
    ),
}

# Forms that only count with a capital: `mAP` is a metric, `map` is not.
CAPITALISED = frozenset("ap map fps spice meteor rouge cider adam".split())
