"""A figure in any of its forms is no other figure; and one that differs in anything but its form is another."""

import pytest

from ghostwriter.verification.flags import SourceIndex, find_flags

SAME = """
The price was $1.2 million. || The price was 1,200,000 dollars.
The price was $1.2M. || The price was $1,200,000.
The price was 1.2m euros. || The price was 1.2 million euros.
The price was USD 1.2 million. || It cost $1.2M.
The price was US$1.2 million. || It cost $1.2M.
The price was €1.2bn. || It cost 1.2 billion euros.
The price was EUR 1.2 billion. || It cost €1.2bn.
It cost 1.200 million. || It cost 1.2 billion.
It cost £500k. || It cost 500,000 pounds.
It cost $0.5 million. || It cost $500,000.
It cost half a million dollars. || It cost $500,000.
It cost $500,000. || It cost half a million dollars.
It cost $1.5 million. || It cost one and a half million dollars.
It cost 1.5 million. || It cost a million and a half.
It took 2.5 hours. || It took two and a half hours.
It took 1.5 hours. || It took an hour and a half.
It took 90 minutes. || It took an hour and a half.
It took 90 minutes. || It took 1.5 hours.
It took 2 hours. || It took 120 minutes.
It took 14 days. || It took two weeks.
It took 2 weeks. || It took fourteen days.
It took 2 weeks. || It took a fortnight.
It took 24 months. || It took two years.
It took 18 months. || It took a year and a half.
It took 2 years. || It took 24 months.
It lasted 48 hours. || It lasted two days.
It lasted 30 seconds. || It lasted half a minute.
It lasted 10 years. || It lasted a decade.
It lasted 20 years. || It lasted two decades.
It lasted 200 years. || It lasted two centuries.
It took 6 months. || It took half a year.
40 percent agreed. || 40% agreed.
40 per cent agreed. || 40 pct agreed.
40% agreed. || 0.4 of them agreed.
30% agreed. || Three in ten agreed.
30% agreed. || 3 out of 10 agreed.
30 percent agreed. || Three out of ten agreed.
3 in 10 agreed. || 30% agreed.
Three in 10 agreed. || 30 percent agreed.
50% agreed. || Half of them agreed.
25% agreed. || A quarter agreed.
75% agreed. || Three quarters agreed.
75% agreed. || Three-quarters agreed.
67% agreed. || Two thirds agreed.
66% agreed. || Two-thirds agreed.
33% agreed. || One third agreed.
20% agreed. || A fifth agreed.
40% agreed. || Two fifths agreed.
60% agreed. || Three-fifths agreed.
80% agreed. || Four in five agreed.
80% agreed. || Four out of five agreed.
1/2 agreed. || Half agreed.
2/3 agreed. || Two thirds agreed.
3/4 agreed. || 75% agreed.
10% agreed. || One in ten agreed.
12.5% agreed. || An eighth agreed.
Use 1/2 cup of it. || Use half a cup of it.
Use 0.5 cup of it. || Use 1/2 cup of it.
Use 1 1/2 cups. || Use 1.5 cups.
Use 1.5 cups. || Use 1 1/2 cups.
Use 1½ cups. || Use 1 1/2 cups.
It doubled, growing 100%. || It doubled.
It took 5-7 days. || It took between 5 and 7 days.
It took 5–7 days. || It took five to seven days.
It took between 5 and 7 days. || It took 5-7 days.
It took 5 to 7 days. || It took 5 - 7 days.
It cost 12 to 15 million. || It cost between 12 million and 15 million.
It cost $12-15 million. || It cost between $12 million and $15 million.
It cost between $12 million and $15 million. || It cost $12m-$15m.
It cost $12 million to $15 million. || It cost $12-15 million.
The war of 1914-18. || The war of 1914–1918.
The war of 1914-1918. || The war of 1914-18.
The war of 1914–18. || The war from 1914 to 1918.
In 2018–19 it grew. || In the 2018-2019 season it grew.
In 2018/19 it grew. || In the 2018-2019 season it grew.
In 2018/2019 it grew. || In the 2018-19 season it grew.
The 1st of them. || The first of them.
The first of 3. || The 1st of three.
The 21st century. || The twenty-first century.
The 22nd time. || The twenty-second time.
His 100th goal. || His hundredth goal.
His 30th birthday. || His thirtieth birthday.
The 19th century. || the 1800s
In the 1930s. || In the thirties.
In the 1990s. || In the '90s.
In the 90s. || In the 1990s.
In the nineties, 3 came. || In the 1990s, three came.
The 1960s. || In the sixties.
It is 10 miles long. || It is 16 km long.
It is 16 km long. || It is 10 miles long.
It is 16.1 kilometers long. || It is 10 miles long.
It is 62 miles long. || It is 100 km long.
It is 77°F. || It is 25°C.
It is 25 °C. || It is 77 degrees Fahrenheit.
It is 25 degrees Celsius. || It is 77 F.
It is 22 lb. || It is 10 kg.
It is 10 kg. || It is 22 pounds.
It is 10 feet. || It is 3 metres.
It is 3 metres high. || It is 10 feet high.
It is 3.05 m high. || It is 10 ft high.
It is 6 inches. || It is 15 cm.
It is 15 cm. || It is six inches.
It is 25 mm. || It is one inch.
It is 100 acres. || It is 40 hectares.
It is 40 hectares. || It is a hundred acres.
It is 10 gallons. || It is 38 litres.
It is 38 liters. || It is 10 gallons.
It went 60 mph. || It went 97 km/h.
It went 97 km/h. || It went 60 miles per hour.
It went 100 kph. || It went 62 mph.
He is 183 cm tall. || He is six feet tall.
He is 1.83 m tall. || He is 6 feet tall.
He is 178 cm tall. || He is 5 feet 10 inches tall.
He is 178 cm tall. || He is 5'10" tall.
He is 1.78 metres tall. || He is 5 ft 10 in tall.
He is 5 feet 10 inches tall. || He is 178 cm tall.
He is 5'10" tall. || He is 178 cm tall.
He is 5-foot-10. || He is 5 feet 10 inches tall.
It weighs 1,000 kg. || It weighs a tonne.
It weighs 2.2 pounds. || It weighs one kilogram.
It weighs 500 grams. || It weighs half a kilo.
It weighs 0.5 kg. || It weighs 500 g.
It is 1,500 metres. || It is 1.5 km.
It is 1.5 km away. || It is 1500 m away.
It is 500 ml. || It is half a litre.
It is 2 litres. || It is 2,000 ml.
It is 10 square miles. || It is 26 square kilometres.
It is 26 km². || It is 10 square miles.
It is 16 kilometres (10 miles) long. || It is 16 kilometres long.
It is 58 degrees Fahrenheit (14 degrees Celsius). || It is 58 degrees.
It is open 24/7. || It is always open.
It has 4 out of 5 stars. || It has 4 stars.
It has 4.5/5 stars. || It has 4.5 stars.
It has a 4.5 out of 5 rating. || Its rating is 4.5.
It has 4-star reviews. || stars: 4.0
It has 4.0 stars. || stars: 4
1. Do it. 2. Do more. || Do it, and do more.
It was done [1]. || It was done.
It was done [1, 2]. || It was done.
It was done [1][3]. || It was done.
It was done [S1F2]. || It was done.
It was done (3). || It was done.
It was done ^1. || It was done.
It was done^1. || It was done.
It was done.^[2] || It was done.
It was done.[^2] || It was done.
It was done¹. || It was done.
See Section 4.2. || It is there.
See section 3. || It is there.
See § 7. || It is there.
See chapter 5, page 17. || It is there.
See Figure 2 and Table 3. || It is there.
Use version 2.0. || Use it.
Use v2.3.1. || Use it.
On 3 March 2021 it rained. || On March 3, 2021 it rained.
On March 3rd, 2021 it rained. || On 2021-03-03 it rained.
On 2021-03-03 it rained. || On 3 March 2021 it rained.
On 03/03/2021 it rained. || On March 3, 2021 it rained.
On 3/3/21 it rained. || On 3 March 2021 it rained.
On 14/3/21 it rained. || On 14 March 2021 it rained.
On 3/14/2021 it rained. || On March 14, 2021 it rained.
On March 14, 2021 it rained. || On 3/14/21 it rained.
On March 14, 2021 it rained. || On 14.3.2021 it rained.
On 14.03.2021 it rained. || On March 14, 2021 it rained.
On March 14, 2021 it rained. || date: 2021-03-14T10:00:00Z
On March 14, 2021 it rained. || date: 20210314
On the 14th of March, 2021 it rained. || On March 14, 2021 it rained.
In March 2021 it rained. || On March 14, 2021 it rained.
In 2021 it rained. || On March 14, 2021 it rained.
In March of 2021 it rained. || On 2021-03-14 it rained.
On Mar. 14, 2021 it rained. || On March 14, 2021 it rained.
On March 14 it rained. || On the fourteenth of March it rained.
From March 14 to 16 it rained. || From 14 to 16 March it rained.
From March 14-16 it rained. || On March 14, 15 and 16 it rained.
On March 15 it rained. || On March 14, 15 and 16 it rained.
On 16 March it rained. || From March 14-16 it rained.
In '98 it rained. || In 1998 it rained.
In 1998 it rained. || In '98 it rained.
It opens at 7 pm. || It opens at 19:00.
It opens at 19:00. || It opens at 7 p.m.
It opens at 7:00 p.m. || It opens at 7 pm.
It opens at 7:30 PM. || It opens at 1930 hours.
It opens at 7:30 PM. || It opens at half past seven.
It opens at 12 pm. || It opens at noon.
It opens at 12:00. || It opens at noon.
It closes at 12 am. || It closes at midnight.
It closes at 0:00. || It closes at midnight.
It opens at noon on 3 days. || It opens at 12 pm on three days.
It opens at 7 o'clock. || It opens at 7 pm.
It opens at 7.30pm. || It opens at 19:30.
It opens at 19h30. || It opens at 7:30 pm.
It opens at 19h. || It opens at 7 pm.
It opens at 7pm. || It opens at seven in the evening.
It cost $5. || It cost five dollars.
It cost 5 USD. || It cost $5.
It cost Rs. 500. || It cost ₹500.
It cost ₹5 crore. || It cost Rs 50 million.
It cost 5 lakh rupees. || It cost Rs 500,000.
It cost 500,000 rupees. || It cost Rs 5 lakh.
It cost 50 million rupees. || It cost ₹5 crore.
It cost ₹5,00,000. || It cost 500,000 rupees.
It cost 500,000 rupees. || It cost ₹5,00,000.
It cost 12,34,567. || It cost 1,234,567.
It cost 50 cents. || It cost $0.50.
It cost $0.50. || It cost 50 cents.
It cost 99¢. || It cost $.99.
It cost $.99. || It cost $0.99.
It cost $5.00. || It cost $5.
It cost 1,5 euros. || It cost 1.5 euros.
It cost 3,50 euros. || It cost €3.50.
It was -5 degrees. || It was minus five degrees.
It was minus 5 degrees. || It was -5 degrees.
It was −5 degrees. || It was 5 below zero.
It fell by 5%. || The change was -5%.
12 came. || A dozen came.
24 came. || Two dozen came.
2 came. || A couple came.
2 came. || Both came. A pair of them.
1 came. || One came.
1 came. || A single man came.
0 came. || None came.
0 came. || No one came.
4 came. || A quartet came.
3 came. || A trio came.
8 came. || Eight came.
45 came. || Forty-five came.
45 came. || Forty five came.
145 came. || One hundred and forty-five came.
145 came. || One hundred forty-five came.
2,400 came. || Twenty-four hundred came.
1,200 came. || Twelve hundred came.
1,500,000 came. || One and a half million came.
2,500,000 came. || Two and a half million came.
2.5 million came. || Two-and-a-half million came.
1.2 million came. || One point two million came.
3.14 is it. || three point one four is it.
Forty-five came. || 45 came.
In 1984 it rained. || In nineteen eighty-four it rained.
In 2005 it rained. || In two thousand five it rained.
In 1905 it rained. || In nineteen oh five it rained.
In 2021 it rained. || In twenty twenty-one it rained.
Call (805) 555-1234. || Call 805-555-1234.
Call 805-555-1234. || Call 805.555.1234.
Call +1 805 555 1234. || Call (805) 555-1234.
Call 8055551234. || Call (805) 555-1234.
Call 805-555-1234. || Call 8055551234.
They won 3-2. || They won 3–2.
They won 3-2. || They won three to two.
They won 3:2. || They won 3-2.
They won by three goals to two, 3-2. || They won 3-2.
About 1,200 came. || 1,187 came.
Nearly 1,200 came. || 1,187 came.
Around 50% agreed. || 49.6% agreed.
More than 1,000 came. || 1,187 came.
Over 1,000 came. || 1,187 came.
1,000+ came. || More than 1,000 came.
Almost 50% agreed. || 48% agreed.
Approximately 20 km. || 19.6 km.
Roughly 3.5 million. || 3,479,000 came.
~1,200 came. || 1,187 came.
50K people. || 50,000 people.
The 5th-largest. || The fifth largest.
A 10-year-old boy. || A boy of ten years.
A 10-year-old boy. || A ten-year-old boy.
The No. 1 team. || The number one team.
The #1 team. || The top team, number one.
It grew 3x. || It grew three times.
It grew threefold, 3 times. || It tripled.
It grew 2-fold. || It doubled.
Its 2nd win. || Its second win.
World War 2 ended. || World War II ended.
Henry VIII ended it. || Henry 8 ended it.
Chapter IV of it. || Chapter 4 of it.
Elizabeth II, the 2nd. || Elizabeth II
It is 1,000 pounds. || It is 1000 pounds.
It is 1 000 pounds. || It is 1000 pounds.
It is 1'000 pounds. || It is 1000 pounds.
It is 10 000 000 pounds. || It is ten million pounds.
The ratio was 3 to 1. || The ratio was 3:1.
It is 8x10. || It is 8 by 10.
It is 8×10 feet. || It is 8 by 10 feet.
It is 8 x 10. || It is 8x10.
He scored 25 points. || He scored twenty-five points.
It has 3D graphics. || It has three-dimensional graphics.
The 2020s began. || In 2021 it began.
The early 2000s. || In 2003 it began.
The late 1800s. || In 1876 it began.
In the mid-1990s. || In 1995 it began.
It is open 7 days a week. || It is open every day.
It is open seven days a week. || It is open every day.
Option 1 is cheap. Option 2 is dear. Option 3 is free. || They are cheap, dear, or free.
Several thousand came. || Many came.
A few hundred came. || Many came.
It was 30 °C (86 °F). || It was 30 degrees Celsius.
It takes 1 hour 30 minutes. || It takes 90 minutes.
It takes 90 minutes. || It takes 1 hour and 30 minutes.
On the fourteenth of March it rained. || On March 14 it rained.
On March 14 it rained. || On 14 Mar it rained.
In April it rained. || On 2021-04-03 it rained.
In May it may rain. || It rains on 3 May.
Revenue rose 12% to $3.4bn. || Revenue rose by twelve percent to 3.4 billion dollars.
Revenue was USD 3,400 million. || Revenue was $3.4 billion.
Revenue was 3.4 billion. || Revenue was 3,400 million dollars.
It raised $1.2 million (about £950,000). || It raised $1.2 million, or £950,000.
It fell 0.5 percentage points. || It fell half a percentage point.
It fell by half. || It fell by 50%.
One in five (20%) agreed. || One in five agreed.
20% agreed. || One in five agreed.
Nearly 1 in 5 agreed. || 19% agreed.
About two-thirds (66%) agreed. || Some 66% agreed.
He ran the 100-metre race in 9.58 s. || He ran the 100m race in 9.58 seconds.
She is 5'4". || She is five feet four inches tall.
She is 5 ft 4 in. || She is 5'4".
It is 8,848 m high. || Its height is 8848 metres.
It is 29,032 feet high. || It is 8,849 metres high.
It is 1,609 metres long. || It is one mile long.
It weighs 70 kg (154 lb). || It weighs 70 kg.
It is 300 km/h fast. || It runs at 300 kilometres per hour.
Water boils at 212°F. || Water boils at 100 °C.
Preheat to 350°F (175°C). || Preheat to 350 degrees F.
Preheat to 180 °C. || Preheat to 350°F.
Bake 20–25 min. || Bake for 20 to 25 minutes.
Bake for an hour and 15 minutes. || Bake for 75 minutes.
In the 1st century BC. || In the first century BC.
The 1920s and '30s. || The 1920s and 1930s.
From 1939 to 1945. || 1939–45
From 2010 to 2012. || between 2010-12
FY2021 was good. || Fiscal year 2021 was good.
In Q3 2021 it rose. || In the third quarter of 2021 it rose.
The 3rd quarter was good. || Q3 was good.
In H1 2021 it rose. || In the first half of 2021 it rose.
He is 42. || He is 42 years old.
He is 42 years old. || A 42-year-old man.
He was in his 40s. || He was in his forties.
Ages 5-12 may come. || Children aged five to twelve may come.
He finished 3rd of 20. || He finished third out of twenty.
They lost 2–1. || They lost 2-1.
They lost 1-2. || They lost 2:1.
The final score was 21 to 14. || They won 21-14.
A 4-1 vote. || It was four votes to one.
It has 3.5 stars. || Rating: 3.5/5
It has 3½ stars. || stars: 3.5
Rated 9.2/10. || Rating 9.2 out of 10
It costs 99 cents. || It costs $0.99.
It costs $19.99/month. || $19.99 per month
It costs $1,000-$2,000. || It costs between 1000 and 2000 dollars.
It costs $1-2 million. || It costs one to two million dollars.
It's 1.5x faster. || It's one and a half times faster.
Call 1-800-555-0199. || Call 1 800 555 0199.
Call +49 30 901820. || Call +49 (30) 901820.
ZIP 93101-1234. || ZIP code 93101-1234
Its ISBN is 978-3-16-148410-0. || ISBN 978-3-16-148410-0
Room 12B is open. || Room 12B is open.
Route 66 is long. || Route 66 is long.
I-95 was closed. || I-95 was closed.
Boeing 737-800 jets. || A Boeing 737-800
It opens at 9. || It opens at 9 a.m.
It's open 9-5. || It's open 9am to 5pm.
It's open from 9 AM–5 PM. || hours 9:0-17:0
It opens at 09:00. || It opens at 9 am.
It closes at 11:59 p.m. || It closes at 23:59.
At quarter past 7 it opens. || At 7:15 it opens.
It opens at 7:15. || It opens at a quarter past seven.
On the 4th of July. || On July 4
On 4 July 1776. || On the Fourth of July, 1776
Dec. 25, 2020. || 25 December 2020
25/12/2020 || December 25, 2020
12/25/20 || Christmas, December 25th 2020
2020-12-25T08:00 || 25 Dec 2020, 8 am
20 December 2020 to 3 January 2021. || from 20 December 2020 until 3 January 2021
Between March 3 and 5. || March 3, 4 and 5
March 3–5, 2021. || between 3 and 5 March 2021
Mid-March 2021. || on 14 March 2021
Monday, March 15. || Mon 15 Mar
a 2-year, $5m deal || a two-year deal worth $5 million
a deal of 5m euros || a deal of €5,000,000
5,000,000.00 dollars || $5 million
1.000.000 Euro || 1,000,000 euros
10 000 personnes || 10,000 people
Some 1,000s came. || Thousands came, 1,000s.
Ten of 12 came. || 10 of the twelve came.
9 out of 10 dentists agree. || Nine out of ten dentists agree.
90% of dentists agree. || Nine in ten dentists agree.
99.9% pure. || 99.9 percent pure
-40°C is -40°F. || minus 40 degrees Celsius
Temperatures of -5 to -10. || between minus 5 and minus 10
2 million+ users || more than 2 million users
2M users || two million users
2k users || 2,000 users
$2K || $2,000
1.21 gigawatts || 1.21 GW
5 GB of data || 5GB of data
10^6 cells || 10^6 cells
6.02e23 || 6.02e23
There are 0 errors. || There are no errors.
3rd, 4th and 5th || third, fourth, and fifth
In 12 of 15 cases (80%). || In twelve of fifteen cases.
In 80% of cases. || In 12 of 15 cases.
A third of the 30 people. || 33% of the thirty people
World War I began in 1914. || The First World War began in 1914.
Henry VIII had 6 wives. || Henry the Eighth had six wives.
Super Bowl 50 || Super Bowl L, the 50th
Apollo 11 landed. || Apollo eleven landed.
"""
"""What a text says, and what its source says."""

OTHER = """
The price was $1.3 million. || The price was 1,200,000 dollars. || 1.3
The price was $1.2 billion. || The price was 1,200,000 dollars. || 1.2
The price was $1.2B. || The price was $1.2 million. || 1.2
The price was €1.2bn. || It cost 1.2 million euros. || 1.2
It cost £50k. || It cost 500,000 pounds. || 50
It took 5-8 days. || It took between 5 and 7 days. || 8
It took 4 to 7 days. || It took 5 to 7 days. || 4
It cost 12 to 16 million. || It cost between 12 million and 15 million. || 16
41 percent agreed. || 40% agreed. || 41
35% agreed. || Three in ten agreed. || 35
60% agreed. || Half of them agreed. || 60
70% agreed. || Two thirds agreed. || 70
The war of 1914-19. || The war of 1914–1918. || 19
The 22nd century. || The twenty-first century. || 22
The 3rd of them. || The first of them. || 3
It is 12 miles long. || It is 16 km long. || 12
It is 20 km long. || It is 10 miles long. || 20
It is 16 kilometres (12 miles) long. || It is 16 kilometres long. || 12
It is 85°F. || It is 25°C. || 85
It is 30 °C. || It is 77 degrees Fahrenheit. || 30
It is 25 lb. || It is 10 kg. || 25
It is 15 feet. || It is 3 metres. || 15
It is 9 inches. || It is 15 cm. || 9
It is 120 acres. || It is 40 hectares. || 120
It is 12 gallons. || It is 38 litres. || 12
It went 70 mph. || It went 97 km/h. || 70
He is 190 cm tall. || He is 5 feet 10 inches tall. || 190
It took 100 minutes. || It took an hour and a half. || 100
It took 3 weeks. || It took fourteen days. || 3
It has a 4.5 out of 5 rating. || Its rating is 4.0. || 4.5
It has 4.5/5 stars. || It has 3.5 stars. || 4.5
On March 3rd, 2022 it rained. || On 2021-03-03 it rained. || 2022
On 04/03/2021 it rained. || On March 3, 2021 it rained. || 04
On March 13, 2021 it rained. || On 3/14/21 it rained. || 13
It opens at 8 pm. || It opens at 19:00. || 8
It opens at 7:30 pm. || It opens at 7 p.m. || 7:30
It opens at 1 pm. || It opens at noon. || 1
It cost $6. || It cost five dollars. || 6
It cost 6 lakh rupees. || It cost Rs 500,000. || 6
It cost ₹5 crore. || It cost Rs 5 million. || 5 crore
13 came. || A dozen came. || 13
46 came. || Forty-five came. || 46
146 came. || One hundred and forty-five came. || 146
Call 805-555-1235. || Call 805-555-1234. || 1235
They won 4-2. || They won 3-2. || 4
About 1,500 came. || 1,187 came. || 1,500
Around 60% agreed. || 49.6% agreed. || 60
In 1985 it rained. || In nineteen eighty-four it rained. || 1985
In the 1980s. || In 1995 it began. || 1980s
1,234 came. || 1,243 came. || 1,234
He won 3 medals and 12 cups. || He won 3 medals and 13 cups. || 12
It cost $1,299.99. || It cost $1,299.95. || 1,299.99
The ratio was 4 to 1. || The ratio was 3:1. || 4
Use 3/4 cup of it. || Use half a cup of it, and 3 eggs. || 3/4
It was -15 degrees. || It was minus five degrees. || 15
2.5 million came. || 2.4 million came. || 2.5
It is 8x12. || It is 8 by 10. || 12
It has 9 rooms. || It has ten rooms. || 9
Forty-six came. || Forty-five came. || Forty-six
Forty-six came. || 45 came. || Forty-six
Two hundred came. || Three hundred came. || Two hundred
Forty-six came, seven days a week. || 45 came. || Forty-six
The 1800s were wet. || In 1776 it rained. || 1800s
It takes 1 hour 45 minutes. || It takes 90 minutes. || 45
He is 6 feet 4 inches tall. || He is 178 cm tall. || 4
It is 500 grams. || It is 600 g. || 500
It lasted 3 days. || It lasted 48 hours. || 3
They met in 2018–21. || They met in the 2018-2019 season. || 21
Windows runs it in 17 places. || Windows 10 runs it in 12 places. || 17
See section 9. || It says so in section 2, and in section 3. || 9
Option 7 is cheap. Option 1 is dear. || They are cheap or dear. || 7
It cost 60 cents. || It cost $0.50. || 60
12.5% agreed. || A quarter agreed. || 12.5
4 in 10 agreed. || Half agreed, and 10 did not. || 4 in 10
He came over 300 times. || He came 120 times. || 300
Less than 40 came. || 73 came. || 40
On March 14, 2021 it rained. || On March 3, 2021 it rained, and on 14 May. || March 14, 2021
On March 14, 2021 it rained. || On March 14, 2020 it rained, and on 3 May 2021. || March 14, 2021
On 14 April it rained. || On 14 March it rained. || 14 April
In April 2021 it rained. || In March 2021 it rained. || April
In May 2021 it rained. || In March 2021 it may have rained; it may not have. || May
On 3/14/2021 it rained. || On March 3, 2021 it rained, and on 14 May. || 3/14/2021
Revenue was $3.4 million. || Revenue was $3.4 billion. || 3.4
Revenue rose 21%. || Revenue rose 12%. || 21
They lost 3–1. || They lost 2-1. || 3
It is 28,000 feet high. || It is 8,849 metres high. || 28,000
Preheat to 200 °C. || Preheat to 350°F. || 200
Bake for 85 minutes. || Bake for an hour and 15 minutes. || 85
Rated 8.2/10. || Rating 9.2 out of 10 || 8.2
From 1939 to 1946. || 1939–45 || 1946
It opens at 8. || It opens at 9 a.m. || 8
On 5 July 1776. || On the Fourth of July, 1776 || 5
26/12/2020 || December 25, 2020 || 26
In 85% of cases. || In 12 of 15 cases. || 85
a 3-year, $5m deal || a two-year deal worth $5 million || 3
It costs 89 cents. || It costs $0.99. || 89
He is 43 years old. || A 42-year-old man. || 43
3 million users || two million users || 3
Call 1-800-555-0198. || Call 1 800 555 0199. || 0198
In 1941 it rained. || It rained in 1914. || 1941
12,000 came. || 120,000 came. || 12,000
1.5 came. || 15 came. || 1.5
It fell by a fifth, or 20%. || It fell by a tenth, or 10%. || 20
She is 5'6". || She is five feet four inches tall. || 6
Super Bowl 51 || Super Bowl 50 || 51
It weighs 70 kg (144 lb). || It weighs 70 kg. || 144
In June 2020 it rained. || In July 2020 it rained. || June
"""
"""What a text says, what its source says, and what of the text is wrong."""


def rows(table: str) -> list[tuple[str, ...]]:
    return [tuple(cell.strip() for cell in line.split("||")) for line in table.strip().splitlines()]


def flagged(text: str, source: str) -> list[str]:
    return [flag.text for flag in find_flags(text, SourceIndex.of([source])) if flag.hard]


@pytest.mark.parametrize(("text", "source"), rows(SAME))
def test_the_same_figure_in_another_form_is_not_flagged(text: str, source: str) -> None:
    assert flagged(text, source) == []


@pytest.mark.parametrize(("text", "source", "wrong"), rows(OTHER))
def test_another_figure_is_flagged(text: str, source: str, wrong: str) -> None:
    assert any(wrong in found or found in wrong for found in flagged(text, source))


def test_a_small_number_in_words_is_a_hint_since_a_text_may_count_what_it_tells() -> None:
    found = find_flags("There are four reasons for it.", SourceIndex.of(["It was wet, cold and dark."]))

    assert [(flag.text, flag.hard) for flag in found if flag.kind == "number"] == [("four", False)]


def test_another_version_of_a_program_is_a_hint() -> None:
    found = find_flags("It runs on Windows 11.", SourceIndex.of(["It runs on Windows 10."]))

    assert [(flag.text, flag.hard) for flag in found if flag.kind == "number"] == [("11", False)]
