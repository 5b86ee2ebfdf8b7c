#!/bin/bash
# Takes each gate, robot, step, approval, timer, route and rule of every pack away in turn; some scenario of the pack must fail each time.
# The last line is "N passed, N failed, N skipped": scenarios, and rules whose absence was noticed.
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
exec python3 tools/test/mutations.py build/native/potok --all
