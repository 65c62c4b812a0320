"""Words by what they do in a noun phrase. No tagger is at work: these lists and the endings of words are what
tells where the name of a task or method begins. General English and the set phrases of the field."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _inflected(verbs: str) -> frozenset[str]:
    """Every form of regular verbs, and the forms that are irregular as they are listed."""
    forms: set[str] = set()
    for verb in verbs.split():
        stem = verb[:-1] if verb.endswith("e") else verb
        third = verb + "es" if verb.endswith(("s", "sh", "ch", "x", "z")) else verb + "s"
        forms |= {verb, third, stem + "ed", stem + "ing"}
        if verb.endswith("y") and verb[-2] not in "aeiou":
            forms |= {verb[:-1] + "ies", verb[:-1] + "ied"}
        if verb[-1] in "tnpgml" and verb[-2] in "aeiou":
            forms |= {verb + verb[-1] + "ed", verb + verb[-1] + "ing"}
    return frozenset(forms)


FUNCTION_WORDS = _words(
    """
    a an the this that these those its their our your his her my each every any all some no both either neither
    such several many few most more less much other another same various different certain own only just even
    of in on for with to by from at as via into onto over under between among across through during within
    without against toward towards upon per than like unlike about around along beyond behind despite due
    regarding concerning and or nor but yet so if while whereas although though because since when where which
    who whom whose what why how whether until unless after before once then thus hence therefore however
    moreover furthermore additionally also too not never often usually typically generally mainly mostly
    especially particularly specifically namely i.e. e.g. etc. vs. w.r.t. is are was were be been being am has
    have had having do does did doing can could may might must shall should will would we it they them us i you
    one two three four five six seven eight nine ten first second third last next there here now still already
    again very quite rather well up down out off et al. above below because whilst amongst versus whichever
    including excluding namely given based compared respectively eg ie
    """
)

# Adjectives and nouns that praise, count or place a thing and are no part of its name.
GENERIC_MODIFIERS = _words(
    """
    novel new newly existing current previous prior recent recently proposed presented resulting final initial
    original main major minor key important crucial critical essential fundamental basic core central primary
    simple simpler effective efficient accurate robust reliable powerful strong stronger weakest good better best
    superior high higher highest low lower lowest large larger largest small smaller smallest big huge massive
    fast faster fastest slow slower quick cheap expensive costly lightweight compact practical useful helpful
    popular common conventional traditional classical classic standard typical vanilla naive plain usual typical
    modern advanced sophisticated state-of-the-art sota cutting-edge leading competitive comparable promising
    challenging difficult hard complex complicated easy realistic real-world real-life practical diverse varied
    general-purpose general specific particular special additional extra further full whole entire overall
    average total available publicly public private open-source open-sourced widely-used well-known
    widely-adopted well-established off-the-shelf end-to-end two-stage one-stage single-stage multi-stage
    real-time large-scale small-scale high-quality high-performance low-cost high-fidelity data-driven
    learning-based model-based-only scalable flexible versatile generalizable interpretable explainable
    downstream upstream related similar dissimilar direct straightforward elegant principled unified
    comprehensive extensive systematic thorough careful rich significant substantial considerable dramatic
    notable remarkable impressive excellent outstanding desirable suitable appropriate proper correct wrong
    successful unsuccessful possible potential necessary sufficient recently-proposed so-called aforementioned
    following corresponding respective underlying inherent intrinsic emerging growing increasing long-standing
    ubiquitous prevalent dominant mainstream seminal de-facto baseline baselines alternative candidate numerous
    detailed in-depth quantitative qualitative empirical theoretical poor true unreliable frozen prohibitive
    multiple single different popularly most-used human-level improved enhanced better-performing tailored
    dedicated customized custom ad-hoc generic intuitive natural-looking promising precise high-precision
    high-accuracy cost-effective time-consuming labor-intensive resource-efficient compute-efficient
    previously-proposed recently-introduced self-contained ever-growing paper work study approach approaches
    method methods framework frameworks technique techniques problem problems task tasks benchmark benchmarks
    dataset datasets field area areas domain-leading paradigm paradigms results performance experiments
    experiment application applications called dubbed termed named so various yes today todays today's
    """
)

VERBS = _inflected(
    """
    propose introduce present develop design describe study investigate explore examine analyze analyse discuss
    address tackle solve consider evaluate test validate verify demonstrate report achieve obtain attain reach
    gain yield produce provide offer deliver give make enable allow permit let help improve enhance boost
    increase raise reduce decrease lower cut save accelerate speed facilitate ease simplify perform conduct
    execute carry implement use utilize utilise employ adopt apply leverage exploit harness incorporate integrate
    combine merge unify extend generalize adapt outperform surpass exceed beat match compare contrast
    require need demand involve include contain comprise consist suffer struggle fail face remain become seem
    appear show reveal indicate suggest prove imply observe find discover notice identify propose formulate cast
    frame view treat regard define aim seek try attempt strive focus concentrate rely depend build construct
    create establish revisit rethink reconsider advance push release publish share contribute open support
    replace substitute remove eliminate alleviate mitigate overcome avoid prevent resolve handle learn perform
    train finetune fine-tune pretrain pre-train optimize minimize maximize compute calculate estimate predict
    generate synthesize infer derive select choose pick collect gather annotate curate assemble ensure guarantee
    maintain preserve keep retain capture encode decode extract detect recognize classify segment categorize
    bring take go come work operate run serve act play outline summarize survey review highlight emphasize
    motivate inspire guide encourage force constrain benefit complement accompany follow lead result cause
    underperform bridge narrow close fill transfer translate convert transform map project decompose divide
    split separate bypass circumvent surpassing setting benchmarking deploy assess measure quantify
    understand empower unlock advance facilitate scale say call name dub term denote stand
    """
) | _words(
    """
    shown given made built found chosen drawn written known proven seen taken driven-by led gave got kept held
    left understood overcame sought taught thought brought began begun spent won outperforming underlying beaten
    """
)

# Forms that look like verbs, yet stand inside the names of tasks and methods.
NAMING_PARTICIPLES = _words(
    """
    learning training reasoning understanding modeling modelling parsing tracking matching clustering ranking
    tagging labeling labelling captioning answering driving planning pruning tuning fine-tuning pre-training
    pretraining prompting sampling embedding encoding decoding coding mining pooling masking smoothing smoothening
    clipping dropping weighting processing forecasting imaging sensing rendering editing inpainting matting
    denoising deblurring deraining dehazing super-resolving spotting linking filling following proving checking
    staging counting reading writing speaking spoken written referring supervised unsupervised semi-supervised
    self-supervised weakly-supervised masked guided gated distributed regularized generalized weighted structured
    unstructured augmented shared nested occluded segmented stacked cascaded separated decoupled disentangled
    quantized discretized factorized normalized normalizing randomized recurrent-based long-tailed fixed mixed
    hidden connected fully-connected dilated deformed pre-trained pretrained multi-layered accelerated projected
    tuned truncated constrained unconstrained conditioned boosted kernelized attended rotated oriented aligned
    composed extended-kalman informed imbalanced unpaired paired labeled unlabeled unseen translated federated
    embedded localized fused grounded sliding bounding vanishing scaling passing routing searching mapping
    growing aging point-based crossing walking hashing indexing bagging boosting stacking voting thresholding
    sharing ensembling mixing blending warping cropping padding scheduling warming annealing bootstrapping
    bidding trading pricing engineering programming sequencing docking folding landing steering grasping
    walking lip-reading hand-writing handwriting counting speaking meeting shopping advertising marketing
    transfer transfers map maps project projects test tests match matches design designs work study studies
    detect segment frame frames view views term terms estimate face faces speed scale scales fill code codes
    support review reviews name names result test share run play play- open natural close action question
    """
)

VERBS -= NAMING_PARTICIPLES

# What a phrase may end in without being told apart by it: the field, the model in general, parts of speech.
GENERIC_NAMES = frozenset(
    name.casefold()
    for name in """
    AI ML NLP CV LLM LLMs VLM VLMs MLLM MLLMs LVLM LVLMs LMM LMMs PLM PLMs SLM SLMs LM LMs DNN DNNs NN NNs DL ANN
    GPU GPUs CPU CPUs TPU TPUs FPGA FPGAs RAM API APIs URL HTTP HTTPS PDF HTML XML JSON CSV SQL RGB RGBD RGB-D 2D
    3D 4D 1D 6D 2.5D 6DoF 6-DoF DoF SOTA SoTA OOD IID i.i.d. non-IID ID GUI GUIs UI UIs IoT AGI GenAI MRI CT EEG
    ECG EHR EHRs PET fMRI MEG EMG DNA RNA mRNA PDE PDEs ODE ODEs SDE SDEs BEV IMU LiDAR LIDAR RADAR UAV UAVs SAR
    HD UHD HDR LR HR SR 4K 8K 1K FAQ USA US UK EU COVID-19 COVID GitHub Github github HuggingFace Python C++ CUDA
    Java JavaScript NVIDIA Nvidia Google Microsoft Meta OpenAI DeepMind Facebook Amazon Apple Intel AMD A100 H100
    V100 RTX T4 TPUv3 TPUv4 NeurIPS NIPS ICML ICLR CVPR ICCV ECCV ACL EMNLP NAACL AAAI IJCAI SIGIR KDD WWW
    INTERSPEECH Interspeech ICASSP MICCAI TPAMI IEEE ACM Arxiv arXiv MIT Stanford CMU Berkeley English Chinese
    German French Spanish Japanese Korean Russian Arabic Hindi Italian Portuguese Dutch Turkish Vietnamese Czech
    NP NP-hard Euclidean Riemannian Lagrangian Hamiltonian Gaussian Gaussians Bayesian Bernoulli Markov Markovian
    Boolean Poisson Fourier Hilbert Banach Lipschitz Laplacian Hessian Jacobian Nash Turing PSPACE EXPTIME
    Internet Web Web-scale Code Project Figure Table Section Appendix Part Chapter I II III IV V VI KB KBs KG KGs
    CAD HPC SIMD SoC IP TCP UDP WiFi Wi-Fi 5G 6G MIMO LTE DSP QA-pairs F M B K X Y Z N P T LaTeX
    """.split()
)
