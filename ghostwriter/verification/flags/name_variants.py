"""Different names of the same: nations and their people, states, short forms of words in names, and of first names."""

from collections import defaultdict
from collections.abc import Mapping

_NATIONS = """
    america american americans us usa united states|britain british briton britons uk united kingdom england english scotland
    wales|england english|france french|germany german germans|spain spanish spaniard spaniards|italy italian italians|
    russia russian russians|china chinese|japan japanese|india indian indians|ireland irish|scotland scottish scots|wales welsh|
    netherlands dutch holland|greece greek greeks|sweden swedish swedes|norway norwegian norwegians|denmark danish danes|
    finland finnish finns|poland polish poles|turkey turkish turks turkiye|israel israeli israelis|iraq iraqi iraqis|
    iran iranian iranians|syria syrian syrians|egypt egyptian egyptians|canada canadian canadians|mexico mexican mexicans|
    brazil brazilian brazilians|argentina argentine argentines argentinian|peru peruvian peruvians|
    australia australian australians|
    austria austrian austrians|hungary hungarian hungarians|czechia czech czechs|slovakia slovak slovaks|
    slovenia slovenian slovenians slovene|romania romanian romanians|bulgaria bulgarian bulgarians|serbia serbian serbs|
    croatia croatian croats|bosnia bosnian bosnians|albania albanian albanians|iceland icelandic|
    korea korean koreans|vietnam vietnamese|thailand thai thais|philippines filipino filipinos|ukraine ukrainian ukrainians|
    switzerland swiss|belgium belgian belgians|portugal portuguese|europe european europeans eu|africa african africans|
    asia asian asians|pakistan pakistani pakistanis|afghanistan afghan afghans|nepal nepalese nepali|lebanon lebanese|
    libya libyan libyans|morocco moroccan moroccans|tunisia tunisian tunisians|algeria algerian algerians|
    nigeria nigerian nigerians|niger nigerien|kenya kenyan kenyans|somalia somali somalis|ethiopia ethiopian ethiopians|
    yemen yemeni yemenis|cuba cuban cubans|venezuela venezuelan venezuelans|colombia colombian colombians|
    chile chilean chileans|myanmar burma burmese|venice venetian venetians|vienna viennese|naples neapolitan|
    kyiv kiev|mumbai bombay|kolkata calcutta|chennai madras|beijing peking|washington dc d.c|york ny nyc|
    angeles la l.a|gop republican
"""
_SHORT_FORMS = """
    st saint street|mt mount mountain|ft fort|ave avenue|blvd boulevard|rd road|ln lane|hwy highway|sq square|pkwy parkway|
    univ university|dept department|assn association|assoc association associates|intl international|natl national|
    govt government|bros brothers|inst institute|acad academy|comm commission committee|organisation organization|
    centre center|defence defense|labour labor|harbour harbor|theatre theater|mideast east
"""
_FIRST_NAMES = """
    abe abraham|al albert alan alfred|alex alexander alexandra|andy andrew|barb barbara|becky rebecca|ben benjamin|beth elizabeth|
    betty elizabeth|bill william|billy william|bob robert|bobby robert|cathy catherine|charlie charles|chris christopher christine
    christina|chuck charles|cindy cynthia|dan daniel|danny daniel|dave david|debbie deborah|dick richard|don donald|ed edward|
    eddie edward|fred frederick|gerry gerald|greg gregory|harry henry harold|jack john|jake jacob|jeff jeffrey|jen jennifer|
    jenny jennifer|jerry gerald jerome|jess jessica|jim james|jimmy james|joe joseph|joey joseph|johnny john|jon jonathan|
    josh joshua|kate katherine catherine|kathy katherine|katie katherine|ken kenneth|kim kimberly|larry lawrence|
    liz elizabeth|maggie margaret|mandy amanda|matt matthew|meg margaret|mike michael|mick michael|nate nathan nathaniel|
    nick nicholas|pat patrick patricia|peggy margaret|pete peter|phil philip phillip|ray raymond|rick richard|rob robert|
    ron ronald|
    sam samuel samantha|steve steven stephen|sue susan|ted theodore edward|tim timothy|tom thomas|tommy thomas|tony anthony|
    vicky victoria|vince vincent|walt walter|will william|zach zachary
"""
"""The short forms of English first names that newspapers print without a word about it."""
_STATES = """
    alabama AL|alaska AK|arizona AZ|arkansas AR|california CA|colorado CO|connecticut CT|delaware DE|florida FL|georgia GA|
    hawaii HI|idaho ID|illinois IL|indiana IN|iowa IA|kansas KS|kentucky KY|louisiana LA|maine ME|maryland MD|massachusetts MA|
    michigan MI|minnesota MN|mississippi MS|missouri MO|montana MT|nebraska NE|nevada NV|ohio OH|oklahoma OK|oregon OR|
    pennsylvania PA|tennessee TN|texas TX|utah UT|vermont VT|virginia VA|wisconsin WI|wyoming WY
"""
_ABBREVIATED_STATES = """
    california californian calif ca|texas texan texans tx tex|florida floridian fla fl|massachusetts mass|pennsylvania penn pa|
    connecticut conn|oregon ore|washington wash|minnesota minn|michigan mich|tennessee tenn|wisconsin wis|virginia va|
    illinois ill|arizona ariz|colorado colo|oklahoma okla|louisiana
"""


def _families(*lists: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for line in "|".join(" ".join(one.split()) for one in lists).split("|"):
        for name in line.split():
            found[name] |= set(line.split())
    return {name: frozenset(family) for name, family in found.items()}


NATIONS: frozenset[str] = frozenset(_families(_NATIONS))
FAMILIES: Mapping[str, frozenset[str]] = _families(_NATIONS, _ABBREVIATED_STATES, _SHORT_FORMS, _FIRST_NAMES)
"""Folded names, with all that name the same."""
STATES: Mapping[str, str] = {pair.split()[0]: pair.split()[1] for pair in _STATES.split("|")}
"""Postal codes; folded, some of them would be small words."""
