#!/usr/bin/env python3
"""Writes the built-in templates as one deflated table in C; see packed.h.

    pack.py TEMPLATES OUT.c
"""
import pathlib
import sys
import zlib


def deflate(data):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    return packer.compress(data) + packer.flush()


def table(data):
    lines = (data[i:i + 20] for i in range(0, len(data), 20))
    return "\n".join("    " + " ".join(f"{byte}," for byte in line) for line in lines)


def main(folder, out):
    root = pathlib.Path(folder)
    names = sorted(p.relative_to(root).as_posix() for p in root.rglob("*.yaml"))
    texts = [(root / name).read_bytes() for name in names]
    packed = deflate(b"".join(texts))
    rows = "\n".join(f'    {{"{name}", {len(text)}}},' for name, text in zip(names, texts))
    pathlib.Path(out).write_text(
        '/* Made from templates/ by plugins/web/pack.py. */\n#include "packed.h"\n\n'
        f"const TmPackedFile tm_packed_files[] = {{\n{rows}\n}};\n"
        f"const gsize tm_n_packed_files = {len(names)};\n\n"
        f"const guint8 tm_packed[] = {{\n{table(packed)}\n}};\n"
        f"const gsize tm_packed_length = {len(packed)};\n", encoding="ascii")


if __name__ == "__main__":
    main(*sys.argv[1:])
