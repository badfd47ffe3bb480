#!/usr/bin/env python3
"""Checks receipts of linli's log of reads. Needs nothing but Python 3.

    python3 check_receipt.py receipts.json [PUBLIC_KEY] [kept-checkpoints.jsonl]

A receipt says: on this day this office, for this purpose, saw these fields of
me. The script proves three things and trusts nobody for them:

 1. the line is in the tree that the checkpoint speaks of (SHA-256, RFC 6962);
 2. the checkpoint was signed with the installation's key (Ed25519, RFC 8032);
 3. where you kept checkpoints from another day or from somebody else, this
    history is theirs: the log was not written anew in between.

PUBLIC_KEY is 64 hexadecimal digits, from a notice board or a newspaper rather
than from the file itself; without it, the key in the file is shown for you to
compare. Written from the standards, with no line of linli's own program.
"""
import hashlib
import json
import sys

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def add(p, q):
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(n, p):
    q = (0, 1, 1, 0)
    while n:
        if n & 1:
            q = add(q, p)
        p, n = add(p, p), n >> 1
    return q


def point(text):
    y = int.from_bytes(text, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    xx = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(xx, (P + 3) // 8, P)
    if (x * x - xx) % P:
        x = x * ROOT % P
    if (x * x - xx) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signed(key, message, signature):
    if len(key) != 32 or len(signature) != 64:
        return False
    a, r, s = point(key), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if not a or not r or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    left, right = times(s, BASE), add(r, times(h, a))
    return all((left[i] * right[2] - right[i] * left[2]) % P == 0 for i in (0, 1))


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def root_from(leaf, index, size, path):
    if not 0 <= index < size:
        return None
    at, last, found = index, size - 1, leaf
    for beside in path:
        if last == 0:
            return None
        if at & 1 or at == last:
            found = sha(b"\1", beside, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = sha(b"\1", found, beside)
        at, last = at >> 1, last >> 1
    return found if last == 0 else None


def wrong(receipt, key, kept):
    line, checkpoint = receipt["line"], receipt["checkpoint"]
    path = [bytes.fromhex(text) for text in receipt["path"]]
    leaf = sha(b"\0", compact(line))
    if root_from(leaf, receipt["index"], checkpoint["leaves"], path) != bytes.fromhex(checkpoint["root"]):
        return "the line is not in the tree of its checkpoint"
    bare = {name: value for name, value in checkpoint.items() if name != "signature"}
    if not signed(bytes.fromhex(key), compact(bare), bytes.fromhex(checkpoint["signature"])):
        return "the checkpoint is not signed with this key"
    if line["chain"] != checkpoint["chain"] or line["entry"] > checkpoint["entries"]:
        return "the checkpoint is of another part of the log"
    for other in kept:
        same = ("chain", "segment", "leaves")
        if all(other[name] == checkpoint[name] for name in same) and other["root"] != checkpoint["root"]:
            return "somebody keeps another history of this log"
    return None


def main(arguments):
    if not 1 <= len(arguments) <= 3:
        print(__doc__)
        return 2
    with open(arguments[0], encoding="utf-8") as file:
        told = json.load(file)
    key = arguments[1] if len(arguments) > 1 else told["key"]
    kept = []
    if len(arguments) > 2:
        with open(arguments[2], encoding="utf-8") as file:
            kept = [json.loads(text) for text in file if text.strip()]
    print(f"key {key}" + ("" if len(arguments) > 1 else "   (from the file: compare it with a published one)"))
    bad = 0
    for receipt in told["receipts"]:
        fault, line = wrong(receipt, key, kept), receipt["line"]
        bad += fault is not None
        fields = ", ".join(line["fields"])
        office = line["office"]["en"] or line["office"]["zh"] or line["role"]
        print(f"{'WRONG' if fault else 'right'}  {line['at']}  {office}: {line['purpose']}: {fields}"
              + (f"   ({fault})" if fault else ""))
    print(f"{len(told['receipts'])} receipts, {bad} wrong")
    return 1 if bad or not told["receipts"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
