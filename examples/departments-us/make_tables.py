"""Make the tables of this example from the PyPI package pseudopeople (BSD-3-Clause).

usage: make_tables.py SEED OUT        (pip install pseudopeople pyarrow)
OUT/register.csv   every address of the simulated town, before noise
OUT/tables/*.csv   what the departments hold: noisy rows with a record_id
OUT/truth/*.csv    record_id -> person, household, employer and address, for scoring alone
"""
import pathlib
import sys

import pandas as pd
import pseudopeople

TABLES = {
    "decennial_census": 2020,
    "american_community_survey": 2020,
    "current_population_survey": 2020,
    "women_infants_and_children": 2020,
    "social_security": 2020,
    "taxes_w2_and_1099": 2019,
    "taxes_1040": 2019,
}
TRUE_IDS = ["simulant_id", "household_id", "employer_id"]
PARTS = ["street_number", "street_name", "unit_number", "city", "state", "zipcode"]
PREFIXES = ["", "employer_", "mailing_address_"]


def clean(name):
    """The package's own sample of a table, before any noise."""
    home = pathlib.Path(pseudopeople.__file__).parent
    found = sorted(p for p in home.rglob("*.parquet") if name in p.name or name in p.parent.name)
    return pd.read_parquet(found[0])


def addresses(table, prefix):
    parts = table[[prefix + part for part in PARTS]].astype("string").fillna("")
    parts.columns = PARTS
    return parts


def build_register():
    written = []
    for name in TABLES:
        table = clean(name)
        written += [addresses(table, p) for p in PREFIXES if p + "street_name" in table.columns]
    register = pd.concat(written)
    register = register[register.street_name != ""].drop_duplicates().sort_values(PARTS)
    register = register.reset_index(drop=True)
    register.insert(0, "address_id", [f"A{number:06d}" for number in range(len(register))])
    return register


def true_addresses(name, year, table, truth, register):
    raw = clean(name)
    year_column = next((c for c in ("year", "tax_year") if c in raw.columns), None)
    if year_column:
        raw = raw[raw[year_column].astype(str).str[:4] == str(year)]
    keys = [c for c in ("simulant_id", "employer_id") if c in raw.columns and c in table.columns]
    for prefix in PREFIXES:
        if prefix + "street_name" not in raw.columns:
            continue
        known = raw[keys].astype("string").reset_index(drop=True)
        known = pd.concat([known, addresses(raw, prefix).reset_index(drop=True)], axis=1)
        known = known.merge(register, on=PARTS, how="left")[[*keys, "address_id"]].drop_duplicates()
        known = known[~known.duplicated(keys, keep=False)]
        column = "employer_address_id" if prefix == "employer_" else "address_id"
        truth = truth.merge(known.rename(columns={"address_id": column}), on=keys, how="left")
    return truth


def main(seed, out):
    for folder in ("tables", "truth"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    register = build_register()
    register.to_csv(out / "register.csv", index=False)
    for name, year in TABLES.items():
        table = getattr(pseudopeople, f"generate_{name}")(seed=seed, year=year).reset_index(drop=True)
        table = table.astype(object).where(table.notna(), None).astype("string")
        table.insert(0, "record_id", [f"{name}-{row}" for row in range(len(table))])
        ids = [column for column in TRUE_IDS if column in table.columns]
        truth = true_addresses(name, year, table, table[["record_id", *ids]].copy(), register)
        truth.to_csv(out / "truth" / f"{name}.csv", index=False)
        table.drop(columns=ids).to_csv(out / "tables" / f"{name}.csv", index=False)
        print(f"{name}: {len(table)} rows")


if __name__ == "__main__":
    main(int(sys.argv[1]), pathlib.Path(sys.argv[2]))
