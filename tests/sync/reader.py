#!/usr/bin/env python3
"""A second reader of bundles, written from doc/bundle-format.md alone: the
programs age and zstd, hashlib, and the signature check of RFC 8032. It takes
nothing from kikusui and is in no hurry.

    reader.py KEY FILE...

opens the files with the identities in KEY, checks what can be checked without
a database (envelope, signatures, chains, bases), and prints json: who wrote,
the entries with their hashes, the digest of the state where everything from
the first entry on is there."""
import hashlib
import json
import re
import struct
import subprocess
import sys
import tempfile

MAGIC = bytes.fromhex("894B4B530D0A1A0A")
REQUEST_KEY = (b"AGE-SECRET-KEY-1DD5KKATNW45JQETWWFHKCMT9DE6ZQUN9W96K2UM5YP4K2"
               b"7FQWCCS78QEEV\n")


class Bad(Exception):
    pass


def need(true, why):
    if not true:
        raise Bad(why)


def blake(size, *parts):
    return hashlib.blake2b(b"".join(parts), digest_size=size).digest()


# --- Ed25519, as RFC 8032 has it ---------------------------------------------

P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def plus(a, b):
    (x1, y1, z1, t1), (x2, y2, z2, t2) = a, b
    e, f = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    g, h = 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    e, f, g, h = f - e, h - g, h + g, f + e
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(n, point):
    sum_ = (0, 1, 1, 0)
    while n > 0:
        if n & 1:
            sum_ = plus(sum_, point)
        point = plus(point, point)
        n >>= 1
    return sum_


def x_of(y, odd):
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P != 0:
        x = x * ROOT % P
    need((x * x - x2) % P == 0, "no point")
    return P - x if x & 1 != odd else x


def point_of(b):
    y = int.from_bytes(b, "little")
    odd, y = y >> 255, y & (1 << 255) - 1
    x = x_of(y, odd)
    return x, y, 1, x * y % P


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = (x_of(BASE_Y, 0), BASE_Y, 1, x_of(BASE_Y, 0) * BASE_Y % P)


def genuine(key, message, signature):
    a, r = point_of(key), point_of(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(),
                       "little") % Q
    left, right = times(s, BASE), plus(r, times(h, a))
    return s < Q and (left[0] * right[2] - right[0] * left[2]) % P == 0 and \
        (left[1] * right[2] - right[1] * left[2]) % P == 0


# --- the file ----------------------------------------------------------------

def program(*words, given):
    done = subprocess.run(words, input=given, capture_output=True, check=False)
    need(done.returncode == 0, words[0] + ": " + done.stderr.decode())
    return done.stdout


def opened(path, key):
    """The header's fields and the cards of one file."""
    raw = open(path, "rb").read()
    need(len(raw) >= 192 + 64 and raw[:8] == MAGIC, "no bundle")
    version, size, kind, to, zero = struct.unpack_from("<HHBBH", raw, 8)
    need((version, size, zero) == (1, 192, 0), "another version")
    need(1 <= kind <= 5 and 1 <= to <= 64, "kind or recipients")
    seq, created, length, zero = struct.unpack_from("<QqQQ", raw, 64)
    need(zero == 0 and raw[128:192] == bytes(64), "not zero")
    need(len(raw) == 192 + length + 64, "not its length")
    body = raw[192:192 + length]
    with tempfile.NamedTemporaryFile() as everyone:
        everyone.write(REQUEST_KEY)
        everyone.flush()
        plain = program("age", "-d", "-i", everyone.name if kind == 3 else key,
                        given=body)
    need(plain[:192] == raw[:192], "another's body")
    return {"kind": kind, "seq": seq, "created": created,
            "deployment": raw[16:32].hex(), "sender": raw[48:64].hex(),
            "cards": program("zstd", "-dqc", given=plain[192:]),
            "signed": b"kikusui-bundle-v1\n" + blake(64, raw[:192 + length]),
            "signature": raw[192 + length:]}


# --- cards -------------------------------------------------------------------

NUMBER = re.compile(r"0|-?[1-9][0-9]*")
WRITER = re.compile(r"(?!0{10})[0-9a-f]{10}")


def text(field, most=65536):
    need(re.fullmatch(r"(?:[^\\]|\\[n\\])*", field), "an escape")
    plain = re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else "\\", field)
    need(len(plain.encode()) <= most, "too long")
    need(not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", plain), "a control")
    return plain


def number(field):
    need(NUMBER.fullmatch(field), "no number")
    return int(field)


def writer_of(field):
    need(WRITER.fullmatch(field), "no writer")
    return field


def name_of(field):
    writer, _, seq = field.partition("-")
    return writer_of(writer), number(seq)


def value(field):
    """The type's number and the bytes that the digest takes."""
    kind, rest = field[0], field[1:]
    if kind == "n":
        need(rest == "", "no value")
        return 0, b""
    if kind == "i":
        return 1, struct.pack("<q", number(rest))
    if kind == "t":
        return 2, text(rest).encode()
    need(kind == "b", "no value")
    return 3, bytes.fromhex(rest)


def cards_of(raw):
    lines = raw.decode().split("\n")
    need(lines.pop() == "", "no line end")
    for line in lines:
        letter, *fields = line.split("\t")
        need(letter in tuple("MSRHWEAC") and fields, "no card")
        yield letter, fields, (line + "\n").encode()


# --- what they say -----------------------------------------------------------

class Former:
    """A key that a node had: up to which of its bundles and entries it counts;
    None: no bound."""

    def __init__(self, key, version, count=None, upto=None):
        self.key, self.version, self.count = key, version, count
        self.upto = {} if upto is None else upto

    def signs(self, b):
        return self.count is None or b["kind"] == 5 or b["seq"] <= self.count

    def vouches(self, writer, seq, hash_):
        if self.count is None:
            return True
        last = self.upto.get(writer, (0, ""))
        return seq < last[0] or (seq, hash_) == last


class Roster:
    def __init__(self, signature, words):
        self.signature = bytes.fromhex(signature)
        self.text = text(words, 1 << 20)
        lines = self.text.split("\n")
        need(re.fullmatch("kikusui-roster [12]", lines[0]) and
             lines.pop() == "", "no roster")
        self.deployment = lines[1].removeprefix("deployment ")
        self.version = number(lines[2].removeprefix("version "))
        self.nodes, self.limits = {}, {}
        for line in lines[3:]:
            word, node, *rest = line.split(" ", 7)
            if word == "node":
                role, state, sign, seal, since, name = rest
                need(state in ("live", "lost", "retired"), "a state")
                number(since)
                self.nodes[node] = {"role": role, "name": name,
                                    "key": bytes.fromhex(sign), "former": [],
                                    "seal": bytes.fromhex(seal)}
            elif word == "former":
                self.nodes[node]["former"].append(
                    Former(bytes.fromhex(rest[0]), *map(number, rest[1:])))
            elif word == "upto":
                former = self.nodes[node]["former"][-1]
                need(former.version == number(rest[0]) and
                     former.count is not None, "upto of another key")
                former.upto[writer_of(rest[1])] = number(rest[2]), rest[3]
            elif word == "limit":
                self.limits[rest[0], number(rest[1])] = rest[2]
            else:
                need(word == "closed", "a roster's line")

    def office(self):
        return next(n for n in self.nodes.values() if n["role"] == "office")

    def vouched(self, node, stand, message, signature):
        n, raw = self.nodes[node], bytes.fromhex(signature)
        return genuine(n["key"], message, raw) or any(
            f.vouches(*stand) and genuine(f.key, message, raw)
            for f in n["former"])

    def signed(self, other):
        """The other with the office's key; with one that it had before that
        roster replaced it: known, and of no effect."""
        office, message = self.office(), \
            b"kikusui-roster-v1\n" + other.text.encode()
        if genuine(office["key"], message, other.signature):
            return "now"
        return "before" if any(
            other.version < f.version and genuine(f.key, message,
                                                  other.signature)
            for f in office["former"]) else None


def digits(laptop, office, content):
    h = blake(32, b"kikusui-digits-v1\n", laptop, office, content.encode())
    return " ".join("%05d" % (int.from_bytes(h[i:i + 5], "big") % 100000)
                    for i in range(0, 30, 5))


class Journal:
    """What came so far, of all files."""

    def __init__(self):
        self.roster = None
        self.genesis, self.node, self.hash, self.at = {}, {}, {}, {}
        self.heads = {}
        self.whole = True

    def names(self, name, cell):
        """The write that a change replaces is of its cell, or its birth."""
        if name not in self.hash:
            self.whole = False
            return
        cells = self.heads.get(cell, {})
        born = self.heads.get((cell[0], cell[1], 0), {})
        need(name in cells or name in born, "base of another cell")

    def change(self, name, f):
        table, row, column = (number(x) for x in f[:3])
        cell = (table, row, column)
        if column == 0:
            need(f[3:5] == ["-", "-"] and len(f) % 2 == 1, "a birth")
            columns = [number(x) for x in f[5::2]]
            need(columns == sorted(set(columns)), "columns")
            need(all(value(x)[0] != 0 for x in f[6::2]), "a value")
            need(cell not in self.heads, "born twice")
            self.heads[cell] = {name: (2, "\t".join(f[5:]).encode(), True)}
            return
        need(len(f) == 6, "a change")
        cells = self.heads.setdefault(cell, {})
        replaced = [name_of(f[3])]
        self.names(replaced[0], cell)
        if f[4] != "-":
            replaced += [name_of(x) for x in f[4].split(",")]
        for other in replaced:
            if other in cells:
                cells[other] = (*cells[other][:2], False)
        cells[name] = (*value(f[5]), True)

    def entry(self, cards):
        f = cards[0][1]
        need(len(f) == 12, "an entry")
        writer, seq = writer_of(f[0]), number(f[1])
        for x in (*f[2:5], *f[6:9], f[10]):
            number(x)
        name, raw = (writer, seq), b"".join(c[2] for c in cards)
        before = self.genesis.get(writer) if seq == 1 else \
            self.hash.get((writer, seq - 1))
        if before is None:
            self.whole = False
            made = None
        else:
            made = blake(32, before, raw)
        told = {"name": f"{writer}-{seq}", "action": text(f[5]),
                "changes": sum(c[0] == "C" for c in cards),
                "hash": made and made.hex()}
        if name in self.hash:
            need(self.hash[name] == made, "one name, two entries")
            return told
        need(seq == self.at.get(writer, seq - 1) + 1, "a gap")
        self.hash[name], self.at[writer] = made, seq
        for letter, fields, _ in cards[1:]:
            if letter == "A":
                need(len(fields) == 2 and value(fields[1])[0] in (0, 2), "A")
                text(fields[0])
            else:
                self.change(name, fields)
        return told

    def digest(self):
        out = hashlib.blake2b(digest_size=32)
        for cell in sorted(self.heads):
            for name in sorted(self.heads[cell],
                               key=lambda n: (int(n[0], 16), n[1])):
                kind, raw, live = self.heads[cell][name]
                if live:
                    length = 0 if kind == 0 else len(raw)
                    out.update(struct.pack("<5qBQ", *cell, int(name[0], 16),
                                           name[1], kind, length) + raw)
        return out.hexdigest()

    def check_signature(self, b, front, heads):
        if "keys" in front and b["kind"] in (3, 4):
            need(genuine(bytes.fromhex(front["keys"][0]), b["signed"],
                         b["signature"]), "its signature")
            return
        node = self.roster.nodes[b["sender"]]
        now = genuine(node["key"], b["signed"], b["signature"])
        need(now or any(f.signs(b) and
                        genuine(f.key, b["signed"], b["signature"])
                        for f in node["former"]), "its signature")
        if b["kind"] == 5 and now and node["role"] == "laptop":
            upto = {w: (number(s), h) for w, s, h, n, _ in heads
                    if n == b["sender"]}
            node["former"].insert(0, Former(node["key"],
                                            self.roster.version + 1, b["seq"],
                                            upto))
            node["key"] = bytes.fromhex(front["keys"][0])

    def check_heads(self, b, heads, stands):
        for writer, seq, hash_ in stands:
            have = self.hash.get((writer_of(writer), number(seq)))
            need(have is None or have.hex() == hash_, "another chain")
        for writer, seq, hash_, node, signature in heads:
            said = f"{b['deployment']} {node} {writer} {seq} {hash_}\n"
            need(self.roster.vouched(node, (writer, number(seq), hash_),
                                     b"kikusui-head-v1\n" + said.encode(),
                                     signature), "a head")
            need(self.node.get(writer, node) == node, "another's writer")
        covered = {(h[0], number(h[1])): h[2] for h in heads}
        covered.update(self.roster.limits)
        return covered

    def take(self, path, key):
        b = opened(path, key)
        front, stands, heads, entries, pile, new = {}, [], [], [], [], set()
        rosters = []
        for letter, fields, raw in cards_of(b["cards"]):
            if letter == "M":
                front[fields[0]] = fields[1:]
            elif letter == "S":
                stands.append(fields)
            elif letter == "R":
                rosters.append(Roster(*fields))
            elif letter == "H":
                heads.append(fields)
            else:
                if letter in "WE" and pile:
                    entries.append(self.entry(pile))
                    pile = []
                if letter == "W":
                    self.genesis[writer_of(fields[0])] = blake(32, raw)
                    self.node[fields[0]] = fields[1]
                else:
                    need(pile or letter == "E", "no entry")
                    if letter == "E":
                        new.add(fields[0])
                    pile.append((letter, fields, raw))
        if pile:
            entries.append(self.entry(pile))
        need(front.get("format", [""])[0] in ("1", "2") and "part" in front,
             "front")
        for roster in sorted(rosters, key=lambda r: r.version):
            by = (self.roster or roster).signed(roster)
            need(by is not None, "a roster's signature")
            if self.roster is None or (by == "now" and roster.version >
                                       self.roster.version):
                self.roster = roster
        self.check_signature(b, front, heads)
        covered = self.check_heads(b, heads, stands) if self.roster else {}
        for writer in new:
            at = (writer, self.at[writer])
            need(self.hash[at] is None or covered.get(at) == self.hash[at].hex(),
                 "no head covers it")
        return {"kind": b["kind"], "seq": b["seq"], "created": b["created"],
                "sender": text(front["name"][0]) if "name" in front else None,
                "digits": self.digits(b, front), "entries": entries,
                "digest": self.digest() if self.whole else None}

    def digits(self, b, front):
        if b["kind"] == 3:
            keys = bytes.fromhex("".join(front["keys"]))
            return digits(keys, bytes(64), f"request\n{b['sender']}\n"
                          f"{text(front['name'][0])}\n")
        if b["kind"] != 4:
            return None
        laptop = max((n for n in self.roster.nodes
                      if self.roster.nodes[n]["role"] == "laptop"))
        node = self.roster.nodes[laptop]
        return digits(node["key"] + node["seal"],
                      bytes.fromhex("".join(front["keys"])),
                      f"grant\n{b['deployment']}\n{laptop}\n{b['sender']}\n")


def main():
    journal = Journal()
    try:
        print(json.dumps([journal.take(f, sys.argv[1]) for f in sys.argv[2:]],
                         ensure_ascii=False))
    except (Bad, KeyError, ValueError, UnicodeError, struct.error) as e:
        sys.exit(f"{sys.argv[0]}: refused: {e!r}")


if __name__ == "__main__":
    main()
