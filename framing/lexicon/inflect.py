"""Inflected forms of English lexicon entries.

A lexicon lists lemmas; text has forms. Verbs get -s, -ed, -ing (with the
irregular past where there is one), nouns their plural. A form too many costs
nothing, since what is not English does not occur.
"""

from __future__ import annotations

_IRREGULAR = """
be:is,was,were,been,being,are,am  bear:bore,borne  beat:beat,beaten  become:became,become  begin:began,begun  bend:bent  bet:bet  bid:bid
bite:bit,bitten  bleed:bled  blow:blew,blown  break:broke,broken  bring:brought  build:built  burn:burned,burnt  buy:bought  cast:cast
catch:caught  choose:chose,chosen  cling:clung  come:came,come  cost:cost  creep:crept  cut:cut  deal:dealt  dig:dug  do:did,done
draw:drew,drawn  dream:dreamed,dreamt  drink:drank,drunk  drive:drove,driven  eat:ate,eaten  fall:fell,fallen  feed:fed  feel:felt
fight:fought  find:found  flee:fled  fling:flung  fly:flew,flown  forbid:forbade,forbidden  foresee:foresaw,foreseen  forget:forgot,forgotten
forgive:forgave,forgiven  foretell:foretold  get:got,gotten  give:gave,given  go:went,gone  grind:ground  grow:grew,grown  hang:hung,hanged
have:had,has  hear:heard  hide:hid,hidden  hit:hit  hold:held  hurt:hurt  keep:kept  know:knew,known  lay:laid  lead:led  leap:leaped,leapt
learn:learned,learnt  leave:left  lend:lent  let:let  lie:lied,lay,lain  light:lit,lighted  lose:lost  make:made  mean:meant  meet:met
mislead:misled  misspeak:misspoke,misspoken  overhear:overheard  overthrow:overthrew,overthrown  pay:paid  plead:pleaded,pled  put:put
quit:quit  read:read  rewrite:rewrote,rewritten  rid:rid  ride:rode,ridden  ring:rang,rung  rise:rose,risen  run:ran,run  say:said  see:saw,seen
seek:sought  sell:sold  send:sent  set:set  shake:shook,shaken  shed:shed  shine:shone  shoot:shot  show:showed,shown  shred:shredded
shrink:shrank,shrunk  shut:shut  sing:sang,sung  sink:sank,sunk  sit:sat  sleep:slept  slide:slid  sling:slung  smell:smelled,smelt
speak:spoke,spoken  spell:spelled,spelt  spend:spent  spill:spilled,spilt  spin:spun  spit:spat,spit  split:split  spread:spread
spring:sprang,sprung  stand:stood  steal:stole,stolen  stick:stuck  sting:stung  stink:stank,stunk  stride:strode  strike:struck,stricken
string:strung  strive:strove,striven  swear:swore,sworn  sweep:swept  swell:swelled,swollen  swim:swam,swum  swing:swung  take:took,taken
teach:taught  tear:tore,torn  tell:told  think:thought  throw:threw,thrown  thrust:thrust  tread:trod,trodden  undergo:underwent,undergone
understand:understood  undo:undid,undone  uphold:upheld  upset:upset  wake:woke,woken  wear:wore,worn  weave:wove,woven  weep:wept  win:won
wind:wound  withdraw:withdrew,withdrawn  wring:wrung  write:wrote,written  bellow:bellowed  underwrite:underwrote,underwritten  retell:retold
overrun:overran,overrun  backslide:backslid  bloodlet:bloodlet  browbeat:browbeat,browbeaten  outdo:outdid,outdone  overdo:overdid,overdone  backbite:backbit
"""
IRREGULAR_VERBS = {lemma: tuple(forms.split(",")) for lemma, forms in (item.split(":") for item in _IRREGULAR.split())}
IRREGULAR_PLURALS = {
    "man": "men", "woman": "women", "child": "children", "person": "people", "foot": "feet", "mouse": "mice", "goose": "geese",
    "tooth": "teeth", "wolf": "wolves", "thief": "thieves", "wife": "wives", "life": "lives", "knife": "knives", "crisis": "crises",
    "phenomenon": "phenomena", "elf": "elves", "half": "halves", "leaf": "leaves", "ox": "oxen", "oligarchy": "oligarchies",
    "hypothesis": "hypotheses", "basis": "bases", "analysis": "analyses", "nemesis": "nemeses",
}  # fmt: skip
NO_COMPOUNDS = frozenset("human german shaman roman norman ottoman talisman caiman brahman".split())
O_ES = frozenset("hero echo veto torpedo potato tomato embargo".split())
VOWELS = "aeiou"
# Verbs of two or more syllables double their last consonant only when it is stressed.
_DOUBLING = frozenset(
    "admit commit permit submit omit emit transmit regret abet refer confer defer prefer infer transfer occur incur concur deter rebut allot "
    "compel expel propel repel dispel impel rebel control patrol extol annul cancel label level travel model signal total unravel equip kidnap "
    "worship handicap humbug zigzag hobnob bedevil overrun rerun outrun carol channel counsel cudgel duel fuel grovel gruel marvel pummel quarrel shovel snivel swivel "
    "trammel tunnel bootleg backpedal pedal overlap outwit unplug debug".split()
)


def _doubles(word: str) -> bool:
    if (
        len(word) < 3
        or word[-1] in VOWELS + "wxyh"
        or word[-2] not in VOWELS
        or word[-3] in VOWELS.replace("u", "u" if word[-4:-3] != "q" else "")
    ):
        return False
    word = word.replace("qu", "q")
    n_syllables = sum(letter in VOWELS and (i == 0 or word[i - 1] not in VOWELS) for i, letter in enumerate(word))
    return n_syllables == 1 or word in _DOUBLING


def plural(noun: str) -> str:
    """Return the plural of a noun.

    Examples
    --------
    >>> [plural(word) for word in ("thug", "crony", "witch", "mob boss", "henchman")]
    ['thugs', 'cronies', 'witches', 'mob bosses', 'henchmen']
    """
    head, gap, last = noun.rpartition(" ")
    for singular, form in IRREGULAR_PLURALS.items():
        compound = last.endswith(singular) and singular in {"man", "woman", "wife", "child", "person"}
        if last == singular or (compound and last.lower() not in NO_COMPOUNDS):
            return head + gap + last[: len(last) - len(singular)] + form
    if last in O_ES:
        return head + gap + last + "es"
    if last.endswith("z") and last[-2:-1] in VOWELS and last[-2:] != "tz":
        return head + gap + last + "zes"
    if last.endswith(("s", "x", "z", "ch", "sh")):
        return head + gap + last + "es"
    if last.endswith("y") and last[-2:-1] not in VOWELS:
        return head + gap + last[:-1] + "ies"
    return head + gap + last + "s"


def verb_forms(verb: str) -> tuple[str, ...]:
    """Return the forms of a verb, itself first.

    Parameters
    ----------
    verb : str
        A lemma, or a phrase whose first word is the verb.

    Examples
    --------
    >>> verb_forms("slam")
    ('slam', 'slams', 'slamming', 'slammed')
    >>> verb_forms("throw * a bone")
    ('throw * a bone', 'throws * a bone', 'throwing * a bone', 'threw * a bone', 'thrown * a bone')
    >>> verb_forms("cancel")
    ('cancel', 'cancels', 'canceling', 'canceled', 'cancelling', 'cancelled')
    """
    head, gap, rest = verb.partition(" ")
    prefix, hyphen, stem = head.rpartition("-")
    forms = [stem, _third_person(stem)]
    for base in _participle_stems(stem):
        forms.append(base + "ing")
        if stem not in IRREGULAR_VERBS:
            forms.append(
                base + ("d" if base.endswith("e") else "ed")
                if base != stem or not stem.endswith("y")
                else _y_past(stem)
            )
    if stem.endswith("e") and stem not in IRREGULAR_VERBS:
        forms = [form for form in forms if not form.endswith("ed")] + [stem + "d"]
    forms += IRREGULAR_VERBS.get(stem, ())
    return tuple(dict.fromkeys(prefix + hyphen + form + gap + rest for form in forms))


def _third_person(stem: str) -> str:
    if stem in {"do", "go", "undo", "outdo", "overdo", "undergo"}:
        return stem + "es"
    if stem == "have":
        return "has"
    return plural(stem) if stem not in IRREGULAR_PLURALS else stem + "s"


def _participle_stems(stem: str) -> list[str]:
    if stem.endswith("ie"):
        return [stem[:-2] + "y"]
    if stem.endswith("e") and not stem.endswith(("ee", "oe", "ye")) and len(stem) > 2:
        return [stem[:-1]]
    if stem.endswith("c") and stem[-2:-1] in VOWELS:
        return [stem + "k"]
    if _doubles(stem):
        both = len(stem) > 4 and stem.endswith("l")  # canceled, cancelled
        return [stem, stem + stem[-1]] if both and stem in _DOUBLING else [stem + stem[-1]]
    return [stem]


def _y_past(stem: str) -> str:
    return stem[:-1] + "ied" if stem[-2:-1] not in VOWELS else stem + "ed"
