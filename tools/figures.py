#!/usr/bin/env python3
"""Turns the figures of a benchmark (one JSON object a line, see ./bench) into aligned text."""
import json
import sys


def number(value) -> str:
    if isinstance(value, float):
        return f"{value:,.3f}" if abs(value) < 10 else f"{value:,.1f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


for line in sys.stdin:
    if not line.startswith("{"):
        print(line, end="")
        continue
    row = json.loads(line)
    text = f"{row['figure']:<60} {number(row['value']):>14} {row['unit']:<10}"
    if row.get("goal") is not None:
        text += f" goal {number(row['goal'])}: {'holds' if row['holds'] else 'MISSED'}"
    if row.get("peer") is not None:
        text += f"   {row['peer']}" + (f", ratio {number(row['ratio'])}" if row.get("ratio") is not None else "")
    print(text, flush=True)
