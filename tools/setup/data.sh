# Data made once from the sources: time zones. Sourced by emsdk-setup.sh.

# Compiles the pinned tzdata and packs all zones, aliases included, into data/zones.bin:
# "PTZ1", u32le count, then sorted by name: u16le name length, name, u32le size, TZif bytes.
make_zones() {
    local source=$TOOLCHAIN/src/tzdata out=$TOOLCHAIN/data/zones.bin stamp
    stamp=$(cat "$source/.stamp")
    [ -f "$out" ] && [ "$(cat "$out.stamp" 2>/dev/null)" = "$stamp" ] && return
    say "compiling the time zones of tzdata $(cat "$source/version")"
    local work
    work=$(mktemp -d)
    (cd "$source" && /usr/sbin/zic -b slim -d "$work" africa antarctica asia australasia europe northamerica \
        southamerica etcetera backward)
    mkdir -p "$TOOLCHAIN/data"
    "$PYTHON" "$ROOT/tools/pack_zones.py" "$work" "$out"
    rm -rf "$work"
    printf '%s' "$stamp" >"$out.stamp"
}
