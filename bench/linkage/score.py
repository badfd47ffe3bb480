"""Agreement of pairs and clusters with labels."""

import duckdb


def score(labels, pairs, clusters):
    """Three Parquet files: labels(id, label), pairs(id_l, id_r, match_weight), clusters(id, cluster_id)."""
    db = duckdb.connect()
    db.execute(f"create table lab as select cast(id as varchar) id, cast(label as varchar) label from '{labels}'")
    true = db.execute("select sum(k*(k-1)//2) from (select count(*) k from lab group by label)").fetchone()[0]
    best = db.execute(f"""
        with p as (select match_weight w, a.label = b.label as hit from '{pairs}' p
                   join lab a on a.id = cast(id_l as varchar) join lab b on b.id = cast(id_r as varchar)),
             n as (select w, sum(hit::int) hit, count(*) n from p group by w),
             c as (select sum(hit) over (order by w desc) hit, sum(n) over (order by w desc) n from n)
        select max(2 * hit / (n + {true})) from c""").fetchone()[0]
    db.execute(f"""create table cell as select cast(cluster_id as varchar) cluster, label, count(*) k
                   from '{clusters}' c join lab on lab.id = cast(c.id as varchar) group by all""")
    hit, said = db.execute("""select sum(k*(k-1)//2), (select sum(n*(n-1)//2) from
                              (select sum(k) n from cell group by cluster)) from cell""").fetchone()
    p, r = db.execute("""
        select sum(k*k/n)/sum(k), sum(k*k/m)/sum(k) from cell
        join (select cluster, sum(k) n from cell group by cluster) using (cluster)
        join (select label, sum(k) m from cell group by label) using (label)""").fetchone()
    return {"pair F1 (best)": best, "cluster pair F1": 2 * hit / (said + true), "cluster B3 F1": 2 * p * r / (p + r)}
