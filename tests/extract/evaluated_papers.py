"""A small annotated paper and a record of it in which every kind of error occurs."""

from extract.evaluation import GoldPaper
from extract.evaluation.gold import GoldComparison, GoldEntity, GoldResult
from extract.record import Comparison, Entity, EntityType, Record, Result, Role, TextSpan

TITLE = "StripeNet & <i>friends</i>"
ABSTRACT = (
    "We present StripeNet for image sorting on PileSet. "
    "StripeNet reaches 81.0% accuracy on PileSet and 70 FPS. "
    "It is better than DotNet and matches BlotNet. "
    "Nothing goes wrong here."
)
TEXT = f"{TITLE}\n{ABSTRACT}"


def span(words: str, occurrence: int = 0) -> TextSpan:
    start = -1
    for _ in range(occurrence + 1):
        start = TEXT.index(words, start + 1)
    return TextSpan(start, start + len(words), words)


def everywhere(words: str) -> tuple[TextSpan, ...]:
    return tuple(span(words, number) for number in range(TEXT.count(words)))


def entity(
    type_: EntityType, *mentions: TextSpan, role: Role | None = None, confidence: float = 0.9
) -> Entity:
    return Entity(type=type_, name=mentions[0].text, role=role, confidence=confidence, mentions=mentions)


FIRST, SECOND, THIRD = (
    span(sentence)
    for sentence in (
        "We present StripeNet for image sorting on PileSet.",
        "StripeNet reaches 81.0% accuracy on PileSet and 70 FPS.",
        "It is better than DotNet and matches BlotNet.",
    )
)

GOLD = GoldPaper(
    id="p1",
    title=TITLE,
    abstract=ABSTRACT,
    entities=(
        GoldEntity(type="Method", name="StripeNet", mentions=("StripeNet",), role="introduced"),
        GoldEntity(type="Method", name="DotNet", mentions=("DotNet",), role="compared"),
        GoldEntity(type="Method", name="BlotNet", mentions=("BlotNet",), role="compared"),
        GoldEntity(type="Dataset", name="PileSet", mentions=("PileSet",), role="evaluated"),
        GoldEntity(type="Metric", name="accuracy", mentions=("accuracy",)),
        GoldEntity(type="Task", name="image sorting", mentions=("image sorting",)),
    ),
    results=(
        GoldResult(
            method="StripeNet",
            dataset="PileSet",
            metric="accuracy",
            kind="score",
            value="81.0",
            unit="%",
            evidence="StripeNet reaches 81.0% accuracy on PileSet",
        ),
        GoldResult(method="StripeNet", kind="score", value="70", unit="FPS", evidence="70 FPS"),
    ),
    comparisons=(
        GoldComparison(
            subject="StripeNet", relation="outperforms", object="DotNet", evidence="better than DotNet"
        ),
        GoldComparison(subject="StripeNet", relation="matches", object="BlotNet", evidence="matches BlotNet"),
    ),
)

RECORD = Record(
    id="p1",
    title=TITLE,
    abstract=ABSTRACT,
    entities=(
        entity("Method", *everywhere("StripeNet"), role="used", confidence=0.95),
        entity("Dataset", span("DotNet"), role="evaluated", confidence=0.3),
        entity("Dataset", *everywhere("PileSet"), role="evaluated"),
        entity("Task", span("sorting"), confidence=0.5),
        entity("Metric", span("FPS"), confidence=0.4),
        entity("Metric", span("accuracy"), confidence=1.0),
    ),
    results=(
        Result(
            method="StripeNet",
            metric="accuracy",
            kind="score",
            value="81",
            unit="%",
            confidence=0.8,
            evidence=SECOND,
        ),
        Result(method="StripeNet", kind="change", value="70", unit="FPS", confidence=0.2, evidence=SECOND),
    ),
    comparisons=(
        Comparison(subject="StripeNet", relation="improves", object="DotNet", confidence=0.6, evidence=THIRD),
        Comparison(subject="PileSet", relation="sets_sota", confidence=0.1, evidence=FIRST),
    ),
    extractor="a test",
)
