# Shared by emsdk-setup.sh and the parts in this folder: places, messages, the lock file, fetching.
# Sourced, never run by itself. Expects `set -euo pipefail` and ROOT (the repository) to be set.

TOOLCHAIN=${POTOK_TOOLCHAIN:-$ROOT/.toolchain}
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/potok
LOCK_FILE=$ROOT/cmake/toolchain.lock
PYTHON=/usr/bin/python3 # Debian's own: the one that sees the packages python3-fonttools and python3-brotli

say() { printf '%s\n' "setup: $*"; }
warn() { printf '%s\n' "setup: WARNING: $*" >&2; }
die() {
    printf '%s\n' "setup: ERROR: $*" >&2
    exit 1
}

# The mirror this machine already uses for Debian itself (never the one for security updates).
# Only the addresses are taken from it; which suites are asked for is written in the lock file.
mirror() {
    if [ -z "${MIRROR_:-}" ]; then
        MIRROR_=$(env -u APT_CONFIG apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' |
            grep -E '/debian/?$' | sort -u | head -1)
        MIRROR_=${MIRROR_%/}
        [ -n "$MIRROR_" ] || die "no Debian mirror found in this machine's apt sources"
    fi
    printf '%s' "$MIRROR_"
}

sha256() { sha256sum "$1" | cut -d' ' -f1; }

# lock_lines KIND [FIELD2]: lines of the lock file without comments, the first word (and the second) given.
lock_lines() { awk -v kind="$1" -v second="${2:-}" '$1 == kind && (second == "" || $2 == second)' "$LOCK_FILE"; }

# get_locked POOL_PATH SHA256: puts the file into the cache, prints its path there; fails if the mirror has it no more.
get_locked() {
    local pool=$1 sum=$2 file
    file=$CACHE/$(basename "$pool")
    if [ -f "$file" ] && [ "$(sha256 "$file")" = "$sum" ]; then
        printf '%s' "$file"
        return
    fi
    mkdir -p "$CACHE"
    rm -f "$file"
    local part=$file.part.$$
    # apt's own transport, so that proxies and mirrors of apt's configuration hold; it checks the hash.
    if /usr/lib/apt/apt-helper download-file "$(mirror)/${pool//+/%2b}" "$part" "SHA256:$sum" >/dev/null 2>"$part.log"; then
        mv "$part" "$file"
        rm -f "$part.log" "$part.FAILED"
        printf '%s' "$file"
        return
    fi
    if grep -q 'Hash Sum mismatch' "$part.log"; then
        warn "$(basename "$pool"): the mirror's file does not have the SHA-256 of cmake/toolchain.lock"
    fi
    rm -f "$part" "$part.log" "$part.FAILED"
    return 1
}

# A private apt: its own indexes and an empty list of installed packages, so that suites newer than the
# system's can be asked without touching the system. Signatures are checked as always. Used only where a
# locked file is gone from the mirror, and to refresh the lock.
private_apt() {
    [ -n "${PRIVATE_APT_:-}" ] && return
    PRIVATE_APT_=$TOOLCHAIN/apt
    mkdir -p "$PRIVATE_APT_"/{state/lists/partial,cache/archives/partial,sources}
    : >"$PRIVATE_APT_/status"
    local suite
    for suite in forky trixie; do
        cat >"$PRIVATE_APT_/sources/$suite.sources" <<-END
			Types: deb deb-src
			URIs: $(mirror)
			Suites: $suite
			Components: main
			Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
		END
    done
    cat >"$PRIVATE_APT_/apt.conf" <<-END
		Dir::Etc::SourceList "/dev/null";
		Dir::Etc::SourceParts "$PRIVATE_APT_/sources";
		Dir::Etc::Preferences "/dev/null";
		Dir::Etc::PreferencesParts "/dev/null";
		Dir::State "$PRIVATE_APT_/state";
		Dir::State::status "$PRIVATE_APT_/status";
		Dir::Cache "$PRIVATE_APT_/cache";
		APT::Sandbox::User "root";
		APT::Architecture "amd64";
		Acquire::Languages "none";
	END
    say "reading the package lists of the newer Debian suites" >&2
    APT_CONFIG=$PRIVATE_APT_/apt.conf apt-get -qq update >&2 || die "the private package lists cannot be read"
}
apt_private() {
    private_apt
    APT_CONFIG=$PRIVATE_APT_/apt.conf "$@"
}

# source_in_suite PACKAGE SUITE: prints "POOL_PATH SHA256" of the package's upstream archive in that suite.
source_in_suite() {
    apt_private apt-get source --print-uris -qq "$1/$2" 2>/dev/null |
        sed -nE "s#^'[^']*/(pool/[^']*\.orig\.tar\.[a-z0-9]+)' [^ ]+ [0-9]+ SHA256:([0-9a-f]+).*#\1 \2#p" |
        sed 's/%2b/+/g' | head -1
}
# deb_in_suite PACKAGE SUITE: the same for a binary package.
deb_in_suite() {
    apt_private apt-cache show --no-all-versions "$1/$2" 2>/dev/null |
        awk '/^Filename:/ {f=$2} /^SHA256:/ {h=$2} END {if (f) print f, h}'
}

# get_newer KIND PACKAGE SUITE: a newer file of a package, vouched for by the mirror's signed index. Prints the path.
get_newer() {
    local kind=$1 package=$2 suite pool sum file
    for suite in "$3" forky trixie; do
        read -r pool sum < <("${kind}_in_suite" "$package" "$suite") || continue
        if file=$(get_locked "$pool" "$sum"); then
            warn "$package: the locked file is gone from the mirror; taking $(basename "$pool") of $suite, whose signature holds"
            warn "  its line in cmake/toolchain.lock would be: $package $suite $pool $sum"
            printf '%s' "$file"
            return
        fi
    done
    return 1
}
