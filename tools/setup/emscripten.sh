# Emscripten: one that is already active, else a private prefix made of Debian's own newer packages. Sourced by
# emsdk-setup.sh. Either way $TOOLCHAIN/emscripten/ gets: bin/emcc and friends, and `root`, a link to Emscripten's folder.
#
# The packages are of a newer Debian than the machine's. Their programs run all the same once they use the loader and
# the libraries that come with them, so these are written into the programs (patchelf). Nothing outside the prefix changes.

EMSCRIPTEN_RECIPE=3
EMSCRIPTEN_OLDEST=3.1.60

version_at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n1)" = "$2" ]; }
emcc_version() { "$1" --version 2>/dev/null </dev/null | sed -nE '1s/.* ([0-9]+\.[0-9]+\.[0-9]+).*/\1/p'; }

# An emcc in PATH (upstream's emsdk, for instance) that is new enough; Debian 12's own is not.
active_emscripten() {
    local emcc version
    emcc=$(command -v emcc) || return 1
    version=$(emcc_version "$emcc")
    [ -n "$version" ] && version_at_least "$version" $EMSCRIPTEN_OLDEST || return 1
    write_wrappers "$(dirname "$(readlink -f "$emcc")")" ""
    say "Emscripten $version, already active: $emcc"
}

write_wrappers() { # EMSCRIPTEN_FOLDER CONFIG
    local bin=$TOOLCHAIN/emscripten/bin tool
    mkdir -p "$bin"
    ln -sfn "$1" "$TOOLCHAIN/emscripten/root"
    for tool in emcc em++ emar emranlib emcmake embuilder; do
        {
            printf '#!/bin/sh\n'
            if [ -n "$2" ]; then printf 'export EM_CONFIG=%q EMSDK_PYTHON=/usr/bin/python3\n' "$2"; fi
            printf 'exec %q "$@"\n' "$1/$tool"
        } >"$bin/$tool.new"
        chmod +x "$bin/$tool.new"
        if cmp -s "$bin/$tool.new" "$bin/$tool"; then rm "$bin/$tool.new"; else mv "$bin/$tool.new" "$bin/$tool"; fi
    done
}

# All packages of one suite's set, or none: prints the files' paths, one a line.
get_tool_set() { # SUITE
    local package pool sum file files=()
    while read -r _ _ package pool sum; do
        file=$(get_locked "$pool" "$sum" </dev/null) || {
            say "Emscripten of $1: $(basename "$pool") is gone from the mirror" >&2
            return 1
        }
        files+=("$file")
    done < <(lock_lines tool "$1")
    printf '%s\n' "${files[@]}"
}

# The same, each file that is gone replaced by the one the suite's signed index has now.
get_newer_tool_set() { # SUITE
    local package pool sum file files=()
    while read -r _ _ package pool sum; do
        if ! file=$(get_locked "$pool" "$sum" </dev/null); then
            read -r pool sum < <(deb_in_suite "$package" "$1" </dev/null) || return 1
            file=$(get_locked "$pool" "$sum" </dev/null) || return 1
            warn "$package: taking $(basename "$pool") of $1, whose signature holds"
            warn "  its line in cmake/toolchain.lock would be: tool $1 $package $pool $sum"
        fi
        files+=("$file")
    done < <(lock_lines tool "$1")
    printf '%s\n' "${files[@]}"
}

# Makes every program of the prefix use the prefix's own loader and libraries.
adopt_programs() { # PREFIX
    local libraries=$1/usr/lib/x86_64-linux-gnu loader file
    loader=$libraries/ld-linux-x86-64.so.2
    [ -f "$loader" ] || die "no loader in $libraries"
    while read -r file; do
        [ "$(head -c 4 "$file" | tail -c 3)" = ELF ] || continue
        case $(basename "$file") in
        *.so | *.so.*) # its search path must be the program's, or the system's older libraries get in
            [ -z "$(patchelf --print-rpath "$file" 2>/dev/null)" ] || patchelf --remove-rpath "$file"
            ;;
        *)
            if patchelf --print-interpreter "$file" >/dev/null 2>&1; then
                patchelf --set-interpreter "$loader" --force-rpath --set-rpath "$libraries" "$file"
            fi
            ;;
        esac
    done < <(find "$1" -type f -size +4k \( -perm /111 -o -name '*.so*' \))
}

# What a prefix was made of; its place is part of it, because the programs hold absolute paths.
prefix_stamp() { # SUITE
    printf '%s' "$EMSCRIPTEN_RECIPE $TOOLCHAIN/emscripten/$1 $(lock_lines tool "$1" | sha256sum | cut -c1-16)"
}
prefix_is_ready() { [ "$(cat "$TOOLCHAIN/emscripten/$1/.stamp" 2>/dev/null)" = "$(prefix_stamp "$1")" ]; }

make_prefix() { # SUITE FILES_LIST
    local suite=$1 list=$2 prefix=$TOOLCHAIN/emscripten/$1 file llvm
    if ! prefix_is_ready "$suite"; then
        say "unpacking Emscripten ($suite)"
        rm -rf "$prefix"
        mkdir -p "$prefix"
        while read -r file; do dpkg-deb -x "$file" "$prefix"; done <"$list"
        # Debian 12 keeps /lib apart from /usr/lib; the loader of libc6 may come in either.
        if [ -d "$prefix/lib/x86_64-linux-gnu" ] && [ ! -L "$prefix/lib" ]; then
            cp -a "$prefix/lib/x86_64-linux-gnu/." "$prefix/usr/lib/x86_64-linux-gnu/"
        fi
        adopt_programs "$prefix"
        ln -sfn nodejs "$prefix/usr/share/node_modules" # ES module imports look here only
        # Debian's own Python, whatever python3 in PATH may be.
        for file in "$prefix"/usr/share/emscripten/em*; do
            if [ "$(head -c 9 "$file" 2>/dev/null)" = '#!/bin/sh' ]; then
                sed -i '1a : "${EMSDK_PYTHON:=/usr/bin/python3}"' "$file"
            fi
        done
        llvm=$(basename "$(ls -d "$prefix"/usr/lib/llvm-*)")
        cat >"$prefix/usr/share/emscripten/.emscripten" <<-END
			LLVM_ROOT = '$prefix/usr/lib/$llvm/bin'
			BINARYEN_ROOT = '$prefix/usr'
			NODE_JS = '$(command -v node)'
			CACHE = '$prefix/cache'
			LLVM_ADD_VERSION = None
			CLANG_ADD_VERSION = None
			FROZEN_CACHE = False
		END
        prefix_stamp "$suite" >"$prefix/.stamp"
    fi
    write_wrappers "$prefix/usr/share/emscripten" "$prefix/usr/share/emscripten/.emscripten"
}

# Compiles Emscripten's own libraries for the flags we use, so that no later link has to.
build_system_libraries() {
    local bin=$TOOLCHAIN/emscripten/bin done_mark work
    done_mark=$(readlink "$TOOLCHAIN/emscripten/root" | sha256sum | cut -c1-12)
    done_mark=$TOOLCHAIN/emscripten/.libraries-$done_mark-$EMSCRIPTEN_RECIPE
    [ -f "$done_mark" ] && return
    say "compiling Emscripten's libraries (2 to 4 minutes, once)"
    work=$(mktemp -d)
    cat >"$work/try.cpp" <<-'END'
		#include <GLES3/gl3.h>
		#include <cstdio>
		#include <stdexcept>
		#include <emscripten.h>
		#include <emscripten/html5.h>
		#include <string>
		int main(int argc, char**) {
		    try {
		        if (argc > 5) throw std::runtime_error("x");
		        std::printf("%s %d\n", "GL", argc > 7 ? int(glGetError()) : 0);
		    } catch (const std::exception& error) { std::puts(error.what()); }
		    emscripten_request_animation_frame([](double, void*) { return false; }, nullptr);
		}
	END
    "$bin/em++" -std=c++20 -O2 -fwasm-exceptions -sMAX_WEBGL_VERSION=2 -sMIN_WEBGL_VERSION=2 -sALLOW_MEMORY_GROWTH=1 \
        "$work/try.cpp" -o "$work/web.js" >"$work/log" 2>&1 || { cat "$work/log" >&2; die "Emscripten does not link"; }
    "$bin/em++" -std=c++20 -O2 -g1 -fwasm-exceptions -sNODERAWFS=1 -sENVIRONMENT=node "$work/try.cpp" -c -o "$work/try.o" >>"$work/log" 2>&1 || die "Emscripten does not compile"
    printf '#include <cstdio>\nint main() { std::puts("works"); }\n' >"$work/node.cpp"
    "$bin/em++" -std=c++20 -O0 -g -fwasm-exceptions -sNODERAWFS=1 -sENVIRONMENT=node "$work/node.cpp" -o "$work/node.js" \
        >>"$work/log" 2>&1 && [ "$(node "$work/node.js")" = works ] || { cat "$work/log" >&2; die "what Emscripten makes does not run under node"; }
    rm -rf "$work"
    touch "$done_mark"
}

setup_emscripten() {
    mkdir -p "$TOOLCHAIN/emscripten"
    if active_emscripten; then
        build_system_libraries
        return
    fi
    local suite list=$TOOLCHAIN/emscripten/files chosen=""
    for suite in forky trixie; do
        if prefix_is_ready "$suite"; then chosen=$suite && break; fi
    done
    if [ -z "$chosen" ]; then
        for suite in forky trixie; do
            if get_tool_set "$suite" >"$list"; then chosen=$suite && break; fi
        done
    fi
    if [ -z "$chosen" ]; then
        for suite in forky trixie; do
            if get_newer_tool_set "$suite" >"$list"; then chosen=$suite && break; fi
        done
    fi
    [ -n "$chosen" ] || die "no whole set of Emscripten's packages on the mirror. Install upstream's (emscripten-core/emsdk),
       activate it so that emcc is in PATH, and run this again"
    make_prefix "$chosen" "$list"
    say "Emscripten $(emcc_version "$TOOLCHAIN/emscripten/bin/emcc") from Debian $chosen, private prefix"
    build_system_libraries
}
