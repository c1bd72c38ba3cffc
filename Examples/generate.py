#!/usr/bin/env python3
"""Writes the three tables of the article "From your spreadsheet to predictions", always with the same bytes.

    python3 Examples/generate.py [FOLDER]

All names and numbers are made up. The rules by which they are drawn are below, so that one knows how well a model
can predict at best.
"""
import datetime
import math
import pathlib
import random
import sys


def german(number, digits, group=False):
    text = f"{number:,.{digits}f}"
    text = text.replace(",", "_").replace(".", ",").replace("_", "." if group else "")
    return text


def customers(random):
    """An export of customers as Excel writes it in Germany: who cancelled the contract?"""
    yield "Kundennr;Vertragsbeginn;Ort;Tarif;Umsatz;Rabatt;Datenvolumen;Anrufe;Gekündigt"
    today = datetime.date(2024, 6, 30)
    cities = ["Köln", "München", "Leipzig", "Hamburg", "Würzburg"]
    fees = {"Basis": 14.0, "Komfort": 29.0, "Profi": 55.0}
    for number in range(600):
        start = today - datetime.timedelta(days=int(1800 * random.random() ** 1.3) + 20)
        tariff = random.choices(list(fees), [5, 4, 2])[0]
        months = (today - start).days / 30.4
        discount = random.choice([0, 0, 0, 5, 7.5, 10, 12.5, 20])
        revenue = fees[tariff] * months * (1 - discount / 100) * random.uniform(0.9, 1.3)
        volume = random.lognormvariate(2.6, 0.8)
        calls = min(9, int(random.expovariate(0.8)))
        # The first two years, dear tariffs without a discount, calls, and little use make customers leave.
        score = -2.3 + 1.8 * math.exp(-((months - 23) / 5) ** 2) + 0.55 * calls - 0.11 * discount
        score += {"Basis": -0.4, "Komfort": 0.3, "Profi": 0.9}[tariff] - 0.9 * math.log10(volume / 10)
        left = random.random() < 1 / (1 + math.exp(-score))
        yield ";".join([
            f"K-{20417 + 3 * number}", start.strftime("%d.%m.%Y"), random.choice(cities), tariff,
            german(revenue, 2, group=True) + " €", german(discount, 1) + " %", german(volume, 1) + " GB",
            str(calls), "ja" if left else "nein"])


def prices(random):
    """A dealer's list of used cameras and lenses: what do they sell for?"""
    yield "Item,Category,Brand,Condition,First sold,Weight,Shutter count,New price,Sold for"
    categories = {"Camera": (900, 1.5), "Lens": (600, 1.1), "Flash": (180, 0.7), "Tripod": (120, 3.5), "Bag": (60, 1.8)}
    brands = {"Norden": 1.35, "Kestrel": 1.0, "Aldo": 0.8, "Pentagon": 1.1, "Vega": 0.65}
    conditions = {"like new": 0.85, "very good": 0.72, "good": 0.58, "worn": 0.36}
    for number in range(500):
        category = random.choices(list(categories), [5, 5, 2, 2, 2])[0]
        brand = random.choice(list(brands))
        condition = random.choices(list(conditions), [2, 4, 4, 2])[0]
        base, weight = categories[category]
        new = base * brands[brand] * random.lognormvariate(0, 0.6)
        first = datetime.date(2023, 12, 31) - datetime.timedelta(days=random.randrange(30, 3600))
        years = (datetime.date(2023, 12, 31) - first).days / 365.25
        count = random.lognormvariate(9.6, 0.9) if category == "Camera" else None
        sold = new * conditions[condition] * 0.9 ** years * random.lognormvariate(0, 0.08)
        if count: sold *= 1 - 0.25 * min(1, count / 60000)
        clicks = "" if count is None else f"{count / 1000:.1f}k" if count >= 1000 else f"{count:.0f}"
        yield ",".join([
            f"U{number + 1001}", category, brand, condition, f"{first.month}/{first.day}/{first.year}",
            f"{weight * random.lognormvariate(0, 0.3):.1f} lb", clicks, money(new), money(sold)])


def money(number):
    text = f"${number:,.2f}"
    return f'"{text}"' if "," in text else text


def sensor(random):
    """The hourly log of a building's heating: how much power will the next hours take?"""
    yield "time,outside,wind,sun,power"
    start = datetime.datetime(2024, 1, 8)
    weather, wind, draught = 0.0, 3.0, 0.0
    for hour in range(60 * 24):
        time = start + datetime.timedelta(hours=hour)
        weather = 0.97 * weather + random.gauss(0, 0.6)
        wind = max(0, 3 + 0.9 * (wind - 3) + random.gauss(0, 0.7))
        draught = 0.9 * draught + random.gauss(0, 0.35)
        day = math.sin(2 * math.pi * (time.hour - 9) / 24)
        outside = 2 + hour / 240 + 3 * day + weather
        sun = max(0, math.sin(math.pi * (time.hour - 7) / 11)) * random.uniform(100, 500) if 7 <= time.hour <= 18 else 0
        works = time.weekday() < 5 and 6 <= time.hour < 19
        power = (20 if works else 14) + (20 - outside) * (0.9 if works else 0.6) + 0.5 * wind - sun / 90 + 2 * draught
        yield f"{time.isoformat(timespec='minutes')}Z,{outside:.1f} °C,{wind:.1f} m/s,{sun:.0f},{max(1, power):.1f} kW"


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent)
    for name, rows in [("customers", customers), ("prices", prices), ("heating", sensor)]:
        (folder / f"{name}.csv").write_text("\n".join(rows(random.Random(1))) + "\n", encoding="utf-8")
