# Debian packages of the machine itself. Sourced by emsdk-setup.sh. Only these need root or sudo.

NATIVE_PACKAGES=(clang-19 lld-19 llvm-19 libclang-rt-19-dev libstdc++-12-dev libc6-dev make cmake ninja-build ccache
    pkg-config git python3 python3-fonttools python3-brotli brotli openssl xz-utils ca-certificates
    libglfw3-dev libgl-dev libgl1-mesa-dri xvfb xauth)
WEB_PACKAGES=(patchelf)
BROWSER_PACKAGES=(chromium firefox-esr fonts-noto-core)

# Names of those of the given packages that are not installed.
missing_packages() {
    local name
    for name in "$@"; do
        dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null | grep -qx installed || printf '%s\n' "$name"
    done
}

node_is_new_enough() { # Emscripten 6 and the tests want 18.3
    command -v node >/dev/null && command -v npm >/dev/null &&
        node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 18 || (a == 18 && b >= 3) ? 0 : 1)'
}

install_packages() {
    command -v dpkg-query >/dev/null || die "this is no Debian: install clang 19, CMake, Ninja, Node 18.3+, python3 with fonttools by hand (README.md)"
    local wanted=("$@") missing
    node_is_new_enough || wanted+=(nodejs npm)
    mapfile -t missing < <(missing_packages "${wanted[@]}")
    [ ${#missing[@]} = 0 ] && return
    local as_root=()
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null ||
            die "these packages are missing and neither root nor sudo is at hand: apt-get install ${missing[*]}"
        as_root=(sudo)
    fi
    say "installing ${#missing[@]} Debian packages: ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    "${as_root[@]}" apt-get -qq update
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${missing[@]}" \
        >/dev/null || die "apt-get install failed"
}
