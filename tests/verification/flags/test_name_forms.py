"""A name in any of its forms is no other name; and another name is one however much it looks like the first."""

import pytest

from ghostwriter.verification.flags import SourceIndex, find_flags

SAME = """
The WHO said so. || The World Health Organization said so.
The World Health Organization said so. || The WHO said so.
The World Health Organisation said so. || The World Health Organization said so.
The W.H.O. said so. || The WHO said so.
The FBI said so. || The Federal Bureau of Investigation said so.
The Federal Bureau of Investigation said so. || The FBI said so.
It was NASA. || The National Aeronautics and Space Administration did it.
It was MIT. || The Massachusetts Institute of Technology did it.
They met J. K. Rowling. || They met J.K. Rowling.
They met J.K. Rowling. || They met Joanne Kathleen Rowling.
They met JK Rowling. || They met J. K. Rowling.
They met Rowling. || They met J.K. Rowling.
They met John F. Kennedy. || They met John Fitzgerald Kennedy.
They met JFK. || They met John F. Kennedy.
They met Franklin D. Roosevelt. || They met Franklin Delano Roosevelt.
They met Ms. Rowling. || They met Joanne Rowling.
They met Dr. Brook. || They met Doctor Anna Brook.
They met Doctor Brook. || They met Dr. Anna Brook.
They met Professor Brook. || They met Prof. Anna Brook.
They met President Obama. || They met Barack Obama.
They met Sir Brook. || They met Anna Brook.
They met Justice Brook. || They met Anna Brook, a judge.
They met Captain Brook. || They met Capt. Brook.
They met General Brook. || They met Gen. Brook.
They met Senator Brook. || They met Sen. Brook.
They met Lieutenant Brook. || They met Lt. Brook.
They met Congressman Brook. || They met Rep. Brook.
The Germans met Germany's men. || They were German.
The French met. || They came from France.
A Frenchman met them. || They came from France.
An Englishman met them. || They came from England.
An Irishwoman met them. || They came from Ireland.
A Dutch town. || A town in the Netherlands.
A Swiss town. || A town in Switzerland.
A Danish town. || A town in Denmark.
A Peruvian town. || A town in Peru.
A town in Peru. || A Peruvian town.
A Norwegian town. || A town in Norway.
A Portuguese town. || A town in Portugal.
A Belgian town. || A town in Belgium.
A Filipino town. || A town in the Philippines.
A New Zealander came. || He came from New Zealand.
Argentine farmers came. || Farmers came from Argentina.
Argentinian farmers came. || Farmers came from Argentina.
Cuban farmers came. || Farmers came from Cuba.
Saudi farmers came. || Farmers came from Saudi Arabia.
Czech farmers came. || Farmers came from Czechia.
Hungarian farmers came. || Farmers came from Hungary.
Austrian farmers came. || Farmers came from Austria.
Welsh farmers came. || Farmers came from Wales.
Parisian farmers came. || Farmers came from Paris.
Venetian farmers came. || Farmers came from Venice.
Viennese farmers came. || Farmers came from Vienna.
A New Yorker came. || He came from New York.
A Londoner came. || He came from London.
A Texan came. || He came from Texas.
A Californian came. || He came from California.
The U.S. said so. || The United States said so.
The US said so. || America said so.
The United States said so. || The U.S. said so.
The United Kingdom said so. || Britain said so.
The UK said so. || The United Kingdom said so.
The EU said so. || The European Union said so.
The UN said so. || The United Nations said so.
The UAE said so. || The United Arab Emirates said so.
The Smiths' house. || The Smith family had a house.
It was Smith's house. || Smith had a house.
It was Smith’s house. || Smith had a house.
It was James' house. || James had a house.
It was James’s house. || James had a house.
It was in St. Louis. || It was in Saint Louis.
It was in Saint Louis. || It was in St. Louis.
It was in Mt. Vernon. || It was in Mount Vernon.
It was in Fort Worth. || It was in Ft. Worth.
It was in Santa Barbara, CA. || It was in Santa Barbara, California.
It was in Boston, Massachusetts. || It was in Boston, MA.
It was in Boston, Mass. || It was in Boston, Massachusetts.
It was in Portland, Oregon. || It was in Portland, Ore.
It was in Portland, OR. || It was in Portland, Oregon.
It was in Washington, D.C. || It was in Washington DC.
It was in Philadelphia, Pennsylvania. || It was in Philadelphia, PA.
It was in LA. || It was in Los Angeles.
It was in Los Angeles. || It was in L.A.
It was in NYC. || It was in New York City.
It was on Main Street. || It was on Main St.
It was on Main St. || It was on Main Street.
It was on Fifth Avenue. || It was on Fifth Ave.
It was on 5th Avenue. || It was on Fifth Avenue.
It was at Oak Boulevard. || It was at Oak Blvd.
It was at Oak Road. || It was at Oak Rd.
It was Acme Inc. || It was Acme.
It was Acme Corporation. || It was Acme Corp.
It was Acme Company. || It was Acme Co.
It was Acme Incorporated. || It was Acme, Inc.
It was Acme Limited. || It was Acme Ltd.
It was the University of Kansas. || It was Univ. of Kansas.
It was Kansas University. || It was the University of Kansas.
It was the Department of Energy. || It was the Dept. of Energy.
It was the Energy Department. || It was the Department of Energy.
It was Zurich. || It was Zürich.
It was Zürich. || It was Zurich.
It was Zuerich. || It was Zürich.
It was Sao Paulo. || It was São Paulo.
It was Beyonce. || It was Beyoncé.
It was Lodz. || It was Łódź.
It was Soren. || It was Søren.
It was Gdansk. || It was Gdańsk.
It was Strasse. || It was Straße.
It was al-Qaeda. || It was Al Qaeda.
It was Al-Qaida. || It was al-Qaeda.
It was Al Shabaab. || It was Al-Shabaab.
It was Pyongyang. || It was P'yongyang.
It was Xi Jin-ping. || It was Xi Jinping.
It was Kim Jong-un. || It was Kim Jong Un.
It was Kim Jong Un. || It was Kim Jong-un.
It was Mao Zedong. || It was Mao Tse-tung, or Zedong.
It was Bill Clinton. || It was William Clinton.
It was Bob Dole. || It was Robert Dole.
It was Mike Pence. || It was Michael Pence.
It was Michael Pence. || It was Mike Pence.
It was Joe Biden. || It was Joseph Biden.
It was Liz Taylor. || It was Elizabeth Taylor.
It was Jim Carter. || It was James Carter.
It was Tom Smith. || It was Thomas Smith.
It was Dan Smith. || It was Daniel Smith.
It was Dave Smith. || It was David Smith.
It was Chris Smith. || It was Christopher Smith.
It was Kate Smith. || It was Katherine Smith.
It was YouTube. || It was on Youtube.
It was Youtube. || It was on YouTube.
It was on Wi-Fi. || It was on WiFi.
It was GitHub. || It was Github.
It was Face Book. || It was Facebook.
It was MacBook. || It was a Macbook.
It was Walmart. || It was Wal-Mart.
It was Wal-Mart. || It was Walmart.
It was eBay. || It was Ebay.
It was iPhone. || It was Iphone.
It was IKEA. || It was Ikea.
It was Ikea. || It was IKEA.
THE DAM WAS BUILT BY ANNA BROOK. || The dam was built by Anna Brook.
The dam was built by Anna Brook. || THE DAM WAS BUILT BY ANNA BROOK.
It was Anna Brook-Smith. || It was Anna Brook Smith.
It was Anna Smith. || It was Anna Brook-Smith.
Brook said so. || Anna Brook said so.
Farmers said so. || The farmers said so.
Later, Brook said so. || Anna Brook said so.
In May, Brook said so. || Anna Brook said so.
It was Brook who said so, on Monday. || Brook said so.
It is a Christian church. || It is a church of Christians.
It is a Muslim town. || It is a town of Muslims.
It is a Catholic church. || It is a church of Catholics.
Republicans said so. || The Republican party said so.
The GOP said so. || The Republican party said so.
Democrats said so. || The Democratic party said so.
Microsoft Corporation said so. || Microsoft said so.
The White House said so. || The white house said so.
It is in the West Bank. || It is in the west bank.
It is in Southern California. || It is in southern California.
It is in the Middle East. || It is in the Mideast.
It is Christmas Day. || It is Christmas.
It was O'Brien. || It was O’Brien.
It was OBrien. || It was O'Brien.
It was McDonald's. || It was McDonalds.
It was Mcdonald. || It was McDonald.
It was Macy's. || It was Macys.
It was Sperries. || It was Sperry.
It was the Kennedys. || It was Kennedy.
It was the Kennedys. || It was the Kennedy family.
It was AT&T. || It was AT&T.
It was AT&T. || It was AT and T.
It was H&M. || It was H & M.
It was Johnson & Johnson. || It was Johnson and Johnson.
It was Barnes and Noble. || It was Barnes & Noble.
It was X-ray. || It was an x-ray.
It was an MRI. || It was magnetic resonance imaging.
It was COVID-19. || It was Covid-19.
It was Covid. || It was COVID-19.
It was DNA. || It was deoxyribonucleic acid, DNA.
Le Président a dit cela, et la France est d'accord. || Le président de la France a dit cela.
El Gobierno dijo que no. || El gobierno dijo que no.
# Some New Heading Here || It was done.
**Key Points:** it was done. || It was done.
"I agree," she said. || She said: I agree.
He said: "Nobody Knows." || He said: nobody knows.
It was Nineteen Eighty-Four. || It was 1984.
It was World War Two. || It was World War II.
It was Queen Elizabeth the Second. || It was Elizabeth II.
It was Louis XIV. || It was Louis the fourteenth.
It was Beijing's Forbidden City. || It was the Forbidden City in Beijing.
The Post said so. || The Washington Post said so.
The Times' editor said so. || The New York Times said so.
It was the Brooklyn-born Brook. || Brook was born in Brooklyn.
It was the non-EU, ex-Soviet state. || It was the EU, and the Soviet state.
It was the Afro-American club. || It was the African American club.
It was the Anglo-Saxon club. || It was the Anglo-Saxons' club.
It was Democrat-led. || It was led by Democrats.
It was ISIS. || It was ISIL, the Islamic State of Iraq and Syria.
It was Ukrainian-born. || He was born in Ukraine.
It was Kyiv. || It was Kiev.
It was Mumbai. || It was Bombay.
"""
"""What a text says, and what its source says."""

OTHER = """
They met Joanne Miller. || They met J.K. Rowling. || Miller
They met Henry Brook. || They met Anna Brook. || Henry
It was in Berlin. || It was in Bern. || Berlin
The Austrians met. || They were Australian. || Austrians
It was on Elm Street. || It was on Main Street. || Elm
It was Acme Corporation. || It was Apex Corp. || Acme
It was the University of Texas. || It was the University of Kansas. || Texas
It was Donald Smith. || It was Daniel Smith. || Donald
It was Microsoft. || It was Google. || Microsoft
It was Anna Castellan-Smith. || It was Anna Brook. || Castellan
Afterwards Okonkwo spoke. || Afterwards Brook spoke. || Okonkwo
It was in Iran. || It was in Iraq. || Iran
It was in Niger. || It was in Nigeria. || Niger
It was a Slovak town. || It was a Slovenian town. || Slovak
The Spanish king came. || The Italian king came. || Spanish
It was Paul Martin. || It was Paula Martin. || Paul
It was Anderson who won. || It was Andrews who won. || Anderson
Dr. Lindqvist of Uppsala did it. || Dr. Brook of Zurich did it. || Lindqvist
They met Ferrand and Brook. || They met Brook and others. || Ferrand
Prime Minister Valdoria met Brook. || The prime minister met Brook. || Valdoria
Brook moved to New Valdoria. || Brook moved to New York. || Valdoria
They met at Ferrand Aviation Administration. || They met at the Federal Aviation Administration (FAA). || Ferrand
They met at the California Public Utilities Castellan. || The California Public Utilities Commission (CPUC) met. || Castellan
They flew to Castellan-Tacoma. || They flew to Seattle-Tacoma. || Castellan-Tacoma
Then Okonkwo Brook spoke. || Then Anna Brook spoke. || Okonkwo
"""
"""What a text says, what its source says, and what of the text is wrong."""

UNPROVEN = """
They like the Washington Commanders. || They like the Commanders. || Washington
It is on the Texas-Mexico border. || It is on the border of Texas. || Texas-Mexico
It was Johnson. || It was Johnston. || Johnson
It was in the CBD. || It was in the city. || CBD
"""
"""The same, where the text may mean what the source says."""


def rows(table: str) -> list[tuple[str, ...]]:
    return [tuple(cell.strip() for cell in line.split("||")) for line in table.strip().splitlines()]


def flagged(text: str, source: str, *, hard: bool) -> list[str]:
    found = find_flags(text, SourceIndex.of([source]))
    return [flag.text for flag in found if flag.kind == "name" and flag.hard is hard]


@pytest.mark.parametrize(("text", "source"), rows(SAME))
def test_the_same_name_in_another_form_is_not_flagged(text: str, source: str) -> None:
    assert flagged(text, source, hard=True) == []


@pytest.mark.parametrize(("text", "source", "wrong"), rows(OTHER))
def test_another_name_is_flagged(text: str, source: str, wrong: str) -> None:
    assert any(wrong in found or found in wrong for found in flagged(text, source, hard=True))


@pytest.mark.parametrize(("text", "source", "wrong"), rows(UNPROVEN))
def test_what_may_be_the_same_name_is_a_hint(text: str, source: str, wrong: str) -> None:
    assert flagged(text, source, hard=False) == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        "Der Bürgermeister dankte den Arbeitern im Tal, und sie haben sich auch für das Essen und die Musik bei ihm bedankt.",
        "El alcalde de Sevilla dijo que no, y que el agua de los ríos es para los que la beben, y que en Enero no se la vende.",
        "Le maire de Londres a dit que non, et que la France est dans son droit avec ce qui est écrit dans les Lois.",
    ],
)
def test_a_text_in_another_language_than_its_sources_is_not_full_of_flags(text: str) -> None:
    source = "The mayor of Seville and the mayor of London said that it was not for them to say what they had to pay."

    assert flagged(text, source, hard=True) == []
