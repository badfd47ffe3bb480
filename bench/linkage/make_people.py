"""A table of made-up people with their truth: make_people.py ROWS SEED OUT.parquet.

Households share surname, place and often a telephone; some hold twins or a parent and child of one name.
A third of the people are in the table several times, with slips, gaps, moves and changed names.
"""

import sys

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def one_of(rng, choices):
    return choices[int(rng.random() * len(choices))]


def words(rng, count, syllables):
    """Distinct pronounceable words, commonest first."""
    first = ["b", "br", "c", "ch", "d", "f", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "r", "s", "st", "t", "v", "w"]
    middle = ["a", "e", "i", "o", "u", "ai", "ea", "ie", "oo"]
    last = ["", "n", "l", "r", "s", "t", "m", "ck", "nd", "rt"]
    made = {}
    while len(made) < count:
        parts = [one_of(rng, first) + one_of(rng, middle) for _ in range(rng.integers(1, syllables + 1))]
        made["".join(parts) + one_of(rng, last)] = None
    return np.array(list(made), dtype=object)


def zipf(count, power):
    """Chances that fall with the rank."""
    weights = 1.0 / np.arange(3, count + 3) ** power
    return weights / weights.sum()


def slip(rng, text):
    """One slip of the keyboard."""
    if not text:
        return text
    at, letter = rng.integers(len(text)), one_of(rng, LETTERS)
    if text[at].isdigit():
        letter = str(rng.integers(10))
    kind = rng.integers(4)
    if kind == 0:
        return text[:at] + letter + text[at + 1:]
    if kind == 1:
        return text[:at] + text[at + 1:]
    if kind == 2:
        return text[:at] + letter + text[at:]
    return text[:at] + text[at + 1:at + 2] + text[at:at + 1] + text[at + 2:]


def people(rng, rows):
    """Records of everyone who is at least once in the table, and the person of each record."""
    surnames, firsts, cities = words(rng, 40_000, 3), words(rng, 3_000, 2), words(rng, 500, 3)
    households = max(2, rows // 4)
    surname = surnames[rng.choice(len(surnames), households, p=zipf(len(surnames), 0.9))]
    city = rng.choice(len(cities), households, p=zipf(len(cities), 0.8))
    postcode = [f"{chr(65 + c % 26)}{chr(65 + c // 26)}{a} {b}{d}" for c, a, b, d in zip(
        city, rng.integers(10, 100, households), rng.integers(0, 10, households), rng.integers(10, 100, households))]
    phone = rng.integers(10**8, 10**9, households)
    made, truth, person = [], [], 0
    while len(made) < rows:
        home = rng.integers(households)
        before = None
        for _ in range(rng.integers(1, 5)):
            first = str(firsts[min(int(rng.pareto(0.7) * 20), len(firsts) - 1)])
            day = np.datetime64("1932-01-01") + int(rng.integers(0, 33_000))
            if before is not None and rng.random() < 0.02:
                day = before[1]
            elif before is not None and rng.random() < 0.02:
                first = before[0]
            before = (first, day)
            own = {
                "first_name": first, "surname": str(surname[home]), "dob": str(day), "city": str(cities[city[home]]),
                "postcode": postcode[home], "email": f"{first}.{surname[home]}{rng.integers(1000)}@example.org",
                "phone": str(phone[home] if rng.random() < 0.3 else rng.integers(10**8, 10**9)),
            }
            for _ in range(1 if rng.random() < 0.62 else int(rng.integers(2, 6))):
                made.append(record(rng, own, surnames, postcode, cities, city))
                truth.append(person)
            person += 1
    order = rng.permutation(len(made))[:rows]
    return [made[at] for at in order], [truth[at] for at in order]


SLIPS = {"first_name": 0.08, "surname": 0.07, "dob": 0.04, "city": 0.03, "postcode": 0.04, "email": 0.04, "phone": 0.04}
GAPS = {"first_name": 0.02, "surname": 0.02, "dob": 0.05, "city": 0.10, "postcode": 0.10, "email": 0.40, "phone": 0.35}


def record(rng, own, surnames, postcodes, cities, city):
    """One writing-down of a person."""
    written = dict(own)
    if rng.random() < 0.10:
        home = rng.integers(len(postcodes))
        written["postcode"], written["city"] = postcodes[home], str(cities[city[home]])
    if rng.random() < 0.02:
        written["surname"] = str(surnames[rng.integers(3_000)])
    if rng.random() < 0.03:
        written["first_name"] = written["first_name"][:1]
    if rng.random() < 0.015:
        written["first_name"], written["surname"] = written["surname"], written["first_name"]
    if rng.random() < 0.02:
        year, month, day = written["dob"].split("-")
        written["dob"] = f"{year}-{day}-{month}" if int(day) <= 12 else f"{year}-01-01"
    if rng.random() < 0.10:
        written["phone"] = str(rng.integers(10**8, 10**9))
    chances = rng.random((2, len(SLIPS)))
    for at, column in enumerate(SLIPS):
        if chances[0, at] < SLIPS[column]:
            written[column] = slip(rng, written[column])
        if chances[1, at] < GAPS[column]:
            written[column] = None
    return written


def main():
    rows, seed, out = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    rng = np.random.default_rng(seed)
    made, truth = people(rng, rows)
    columns = {name: pa.array([r[name] for r in made], pa.string()) for name in SLIPS}
    table = pa.table({"unique_id": pa.array(range(len(made))), "cluster": pa.array(truth), **columns})
    pq.write_table(table, out)


if __name__ == "__main__":
    main()
