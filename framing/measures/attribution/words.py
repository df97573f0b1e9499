"""Closed word classes that the attribution rules read, as bits per word type."""

from __future__ import annotations

import numpy as np

from framing.core import Corpus, Ints, PerType


class W:
    """What a word can do in a sentence, as far as its form tells."""

    AUX = 1
    ADVERB = 1 << 1
    PRONOUN = 1 << 2  # can stand as a subject
    DETERMINER = 1 << 3
    PREPOSITION = 1 << 4
    SUBORDINATOR = 1 << 5
    TIME = 1 << 6
    QUOTE = 1 << 7
    CAPITAL = 1 << 8
    AND = 1 << 9
    BREAK = 1 << 10  # ; : dashes, brackets
    COMMA = 1 << 11
    STOP = 1 << 12
    POSSESSIVE = 1 << 13
    BE = 1 << 14
    RELATIVE = 1 << 15
    NEGATION = 1 << 16
    MODAL = 1 << 17
    WORD = 1 << 18
    LEADER = 1 << 19  # opens a sentence without being part of its subject
    OBJECT = 1 << 20  # object pronoun
    VERBAL = 1 << 21  # a verb form that is no auxiliary: ends a subject
    TO = 1 << 22
    THAT = 1 << 23
    WH = 1 << 24  # opens a content clause: what, how, whether
    SUBJECT = 1 << 25  # pronoun that is only ever a subject
    ING = 1 << 26  # ends in -ing


_SETS: dict[int, str] = {
    W.BE: "is are was were be been being am isn't aren't wasn't weren't",
    W.AUX: "has have had does do did hasn't haven't hadn't doesn't don't didn't is are was were be been being am isn't aren't wasn't weren't 's 've 'd 're 'm 'll "
    "will would can could may might shall should must won't wouldn't can't cannot couldn't shouldn't needn't ought",
    W.MODAL: "will would can could may might shall should must won't wouldn't can't cannot couldn't shouldn't needn't ought 'll 'd",
    W.ADVERB: "also again never not always often once twice later earlier still even just now then ever already soon first further only simply too "
    "indeed largely long since instead nevertheless nonetheless previously recently reportedly yesterday today quickly afterward afterwards thus so far",
    W.PRONOUN: "he she they we i you it who which this that these those one another others both some many most several none everyone everybody someone anybody anyone nobody all neither either",
    W.TO: "to",
    W.THAT: "that",
    W.WH: "what how why whether if",
    W.SUBJECT: "he she they we i there",
    W.OBJECT: "him her them us me himself herself themselves itself ourselves myself you it",
    W.DETERMINER: "the a an this that these those his her its their our my your some any no every each another such both all several many most few "
    "two three four five six seven eight nine ten dozens hundreds thousands more",
    W.PREPOSITION: "in on at by for with from of to during after before into over under about against through between among amid around behind beyond "
    "despite inside outside near off onto per since than toward towards upon via within without throughout following including regarding concerning across along alongside besides as like",
    W.SUBORDINATOR: "that when while because although though if unless whereas whether where why how until before after since as once what lest than",
    W.RELATIVE: "who which that whom whose",
    W.TIME: "monday tuesday wednesday thursday friday saturday sunday yesterday today tonight tomorrow january february march april may june july august september "
    "october november december morning afternoon evening night week month year weekend weeks months years days hours minutes recently last this next past "
    "earlier later ago early late mid-week overnight midday noon a.m p.m",
    W.AND: "and but or nor yet",
    W.NEGATION: "not never no n't didn't doesn't don't hasn't haven't hadn't won't wouldn't can't cannot couldn't isn't wasn't aren't weren't",
    W.LEADER: "but and or yet so still however meanwhile moreover furthermore nevertheless nonetheless instead then now today yesterday later earlier also indeed "
    "additionally besides thus therefore hence finally first second third soon once afterward previously separately similarly likewise perhaps maybe "
    "though although while as when if since because after before that what how why whether where until for with without among during despite "
    "in on at by from",
    W.VERBAL: "said says told asked added wrote made went came took got gave became began kept left held brought stood won lost led met ran saw sat spoke "
    "heard found thought knew felt put set let meant paid sent fell rose grew broke built spent",
}  # fmt: skip
# Verbs whose object is whom the words are said to.
TELL = frozenset(
    "tell tells told telling inform informs informed informing remind reminds reminded assure assures assured".split()
)
# Nouns as often as verbs in these forms: read as verbs only where something says so.
NOUN_LIKE = frozenset(
    "state states report reports comment comments remark remarks post posts tweet tweets email emails text texts name names challenge challenges question questions "
    "fault faults rip press plan plans aim aims hope hopes fear fears view views list lists share shares support supports back backs call calls claim claims "
    "offer offers project projects figure figures hold see charge charges quote quotes address label labels demand demands promise promises pledge pledges "
    "vow vows request requests order orders attack attacks rebuke praise credit credits protest protests dispute disputes doubt doubts guess worry worries "
    "note notes signal signals outline outlines document documents rule rules answer answers cry cries whisper shout charge appeal lobby press direct command "
    "favor favors favour feature voice voices rant rants blame reference references object objects reason reasons champion champions host project "
    "forecast forecasts estimate estimates threat counter counters contract test show shows suspect suspects read reads like wish wishes choose remarks".split()
)
# Singular words that take a plural verb: "a majority say".
COLLECTIVES = frozenset(
    "majority minority number lot few couple handful third quarter plurality dozen hundred thousand million percent".split()
)
# Participles that report after "be": "is expected to", "was asked whether".
PASSIVES = frozenset(
    "expected asked said claimed understood feared hoped announced reported believed thought projected urged told ordered advised alleged rumored predicted estimated required instructed encouraged".split()
)
# Verbs that say no more than their noun: "issued a warning".
LIGHT_VERBS = frozenset(
    "make makes made making issue issues issued issuing give gives gave giving repeat repeats repeated voice voices voiced express expresses expressed "
    "raise raises raised sound sounded offer offers offered reiterate reiterates reiterated have has had hold holds held share shares shared".split()
)
# Objects of "said" that are no content.
NOTHING = frozenset({"nothing", "so", "goodbye", "hello"})
# Words in -ly that are no adverbs.
NOT_ADVERBS = frozenset(
    "family monthly weekly daily yearly likely unlikely friendly deadly elderly costly lonely lovely ugly holy silly early only italy july ally assembly supply "
    "reply rally bully apply rely anomaly monopoly butterfly folly jelly belly multiply comply imply timely orderly scholarly unfriendly hourly quarterly".split()
)
# Adjectives, and endings of adjectives: what follows is a noun ("a new rule that").
ADJECTIVES = frozenset(
    "new old final first second third last recent latest other such own big small key major good bad high low long short early further additional "
    "bipartisan stopgap strong tough hard full free joint public main same similar next previous former current initial recent earlier monthly weekly daily".split()
)
ADJECTIVE_ENDINGS = ("al", "ic", "ive", "ous", "ful", "less", "ary", "able", "ible")
# Participles that report only behind an auxiliary: "has written", not "a written report".
NEED_AUXILIARY = frozenset({"written", "seen", "known", "shown", "spoken", "sworn", "hearing", "reading"})
# Words before "to say" after which saying really happens.
CARRIERS = frozenset("on continued continues wanted wants used likes tends seemed appeared began started".split())
_QUOTES = frozenset({"“", "”", '"', "''", "``", "‘", "«", "»", "„", "’’"})
_BREAKS = frozenset({";", ":", "—", "–", "--", "(", ")", "[", "]", "-", "•", "|", "…", "..."})


def _bits(written: str, folded: str) -> int:
    bits = _TABLE.get(folded, 0)
    first = written[0]
    if first.isalnum():
        bits |= W.WORD
        if first.isupper():
            bits |= W.CAPITAL
        if len(folded) > 4 and folded.endswith("ing"):
            bits |= W.ING
        if len(folded) > 4 and folded.endswith("ly") and folded not in NOT_ADVERBS:
            bits |= W.ADVERB
    elif written in _QUOTES:
        bits |= W.QUOTE
    elif written in _BREAKS:
        bits |= W.BREAK
    elif written == ",":
        bits |= W.COMMA
    elif written in {".", "!", "?"}:
        bits |= W.STOP
    elif folded in {"'s", "'"}:
        bits |= W.POSSESSIVE
    elif first.isnumeric() or first in "$£€@#":
        bits |= W.WORD
    return bits


def _table() -> dict[str, int]:
    table: dict[str, int] = {}
    for bit, words in _SETS.items():
        for word in words.split():
            table[word] = table.get(word, 0) | bit
    return table


_TABLE = _table()
MOST_CLASSES = max(map(int.bit_count, _TABLE.values())) + 4  # a listed word can be a capitalised adverb, too
_TYPE_BITS = PerType[np.int64].each(_bits, np.int64)


def word_classes(written: str, folded: str) -> tuple[str, ...]:
    """Return the numbers of the classes of a word, as features of the voice model."""
    bits = _bits(written, folded)
    return tuple(str(place) for place in range(bits.bit_length()) if bits >> place & 1)


def word_bits(corpus: Corpus) -> Ints:
    """Return the bits of each token of the corpus, shape (n_tokens,).

    A stop inside a sentence belongs to an abbreviation and loses its bit.
    """
    bits = _TYPE_BITS.of(corpus.types)[corpus.token_ids]
    to_end = corpus.sentence_end[corpus.token_sentence] - np.arange(corpus.n_tokens)
    bits[(to_end > 3) & (bits & W.STOP > 0)] &= ~np.int64(W.STOP)
    closed = np.asarray(corpus.quotations["closed"], dtype=bool)
    bits[corpus.quotations.start] = W.QUOTE
    bits[corpus.quotations.end[closed] - 1] = W.QUOTE  # a single mark that closes is no possessive
    return bits
