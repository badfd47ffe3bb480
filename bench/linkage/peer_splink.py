"""Splink on one table: peer_splink.py WORK TABLE.parquet OUT THREADS [SETTINGS.toml].

Writes pairs.parquet and clusters.parquet. With linli's settings of made-up people it takes their blocking rules and the
probability from which pairs are written.
"""

import logging
import sys
import tomllib

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

logging.getLogger("splink").setLevel(logging.ERROR)
work, table, out, threads = sys.argv[1:5]
least = 0.01
con = duckdb.connect()
con.execute(f"SET threads={threads}")
con.execute(f"create table t as select * from '{table}'")

if work.startswith("febrl"):
    uid, recall, sample = "rec_id", 0.9, 1e6
    rules = ["soc_sec_id", "given_name", "surname", "date_of_birth", "postcode"]
    blocking = [block_on(c) for c in rules]
    comparisons = [
        cl.NameComparison("given_name"), cl.NameComparison("surname"),
        cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
        cl.DamerauLevenshteinAtThresholds("soc_sec_id", [2]),
        cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
        cl.ExactMatch("postcode").configure(term_frequency_adjustments=True),
    ]
    certain = [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")]
    train = [block_on("date_of_birth"), block_on("postcode")]
elif work == "fake_1000":
    uid, recall, sample = "unique_id", 0.7, 1e6
    blocking = [block_on(c) for c in ["first_name", "surname", "dob", "email"]]
    comparisons = [
        cl.ForenameSurnameComparison("first_name", "surname"), cl.DateOfBirthComparison("dob", input_is_string=True),
        cl.ExactMatch("city").configure(term_frequency_adjustments=True), cl.EmailComparison("email"),
    ]
    certain = [block_on("first_name", "surname", "dob"), block_on("email")]
    train = [block_on("dob"), block_on("email"), block_on("first_name", "surname")]
else:
    uid, recall, sample = "unique_id", 0.8, 1e7
    blocking = [
        block_on("surname", "dob"), block_on("first_name", "dob"), block_on("postcode", "first_name"),
        block_on("postcode", "surname"), block_on("email"), block_on("phone"), block_on("dob", "substr(postcode,1,4)"),
        block_on("substr(first_name,1,3)", "substr(surname,1,4)", "substr(dob,1,4)"),
    ]
    comparisons = [
        cl.NameComparison("first_name").configure(term_frequency_adjustments=True),
        cl.NameComparison("surname").configure(term_frequency_adjustments=True),
        cl.DateOfBirthComparison("dob", input_is_string=True), cl.PostcodeComparison("postcode"),
        cl.EmailComparison("email"), cl.DamerauLevenshteinAtThresholds("phone", [1, 2]),
    ]
    certain = [block_on("first_name", "surname", "dob"), block_on("email")]
    train = [block_on("email"), block_on("dob", "substr(postcode,1,4)")]

if len(sys.argv) > 5:
    with open(sys.argv[5], "rb") as file:
        ours = tomllib.load(file)
    blocking = [block_on(*rule["keys"]) for rule in ours["blocking"]]
    least = ours["output_probability"]

settings = SettingsCreator(
    link_type="dedupe_only", unique_id_column_name=uid, comparisons=comparisons,
    blocking_rules_to_generate_predictions=blocking,
    retain_intermediate_calculation_columns=False, retain_matching_columns=False,
)
api = DuckDBAPI(connection=con)
linker = Linker(api.register(con.table("t")), settings)
linker.training.estimate_probability_two_random_records_match(certain, recall=recall)
linker.training.estimate_u_using_random_sampling(max_pairs=sample, seed=5)
for rule in train:
    linker.training.estimate_parameters_using_expectation_maximisation(rule, estimate_without_term_frequencies=True)
pairs = linker.inference.predict(threshold_match_probability=least)
found = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold_match_probability=0.95)
con.execute(f"copy (select {uid}_l id_l, {uid}_r id_r, match_weight from {pairs.physical_name}) to '{out}/pairs.parquet'")
con.execute(f"copy (select {uid} id, cluster_id from {found.physical_name}) to '{out}/clusters.parquet'")
