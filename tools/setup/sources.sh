# Sources of the libraries, unpacked into $TOOLCHAIN/src/NAME. Sourced by emsdk-setup.sh.

# A library is taken up anew when its archive or the way it is prepared changes.
SOURCES_RECIPE=1

unpack_into() { # ARCHIVE FOLDER
    local archive=$1 folder=$2
    rm -rf "$folder.new"
    mkdir -p "$folder.new"
    case $archive in
    *.deb) dpkg-deb -x "$archive" "$folder.new" ;;
    *)
        local strip=1
        [[ $archive == */tzdata_* ]] && strip=0 # the one archive without a folder of its own
        tar -xf "$archive" -C "$folder.new" --strip-components=$strip --no-same-owner
        ;;
    esac
}

# What a library needs beyond being unpacked; works in the folder given.
prepare_source() { # NAME FOLDER
    local name=$1 folder=$2
    case $name in
    sqlite3)
        say "making SQLite's amalgamation (about 20 s)"
        (cd "$folder" && mkdir build && cd build && CC=clang-19 CC_FOR_BUILD=clang-19 ../configure --disable-tcl >configure.log 2>&1 &&
            make sqlite3.c sqlite3.h >make.log 2>&1) || die "SQLite's amalgamation: see $folder/build/*.log"
        mkdir "$folder/amalgamation"
        cp "$folder"/build/sqlite3.[ch] "$folder/amalgamation/"
        rm -rf "$folder/build"
        ;;
    mpdecimal)
        # The template's one placeholder chooses the word size; each build defines its own.
        sed 's|@MPD_HEADER_CONFIG@|#if defined(CONFIG_64)\n  #define MPD_CONFIG_64 1\n#else\n  #define MPD_CONFIG_32 1\n#endif|' \
            "$folder/libmpdec/mpdecimal.h.in" >"$folder/libmpdec/mpdecimal.h"
        ;;
    esac
}

fetch_source() { # KIND NAME PACKAGE SUITE POOL SHA256 UPSTREAM
    local kind=$1 name=$2 package=$3 suite=$4 pool=$5 sum=$6 upstream=$7 archive
    local folder=$TOOLCHAIN/src/$name stamp="$SOURCES_RECIPE $sum"
    [ -f "$folder/.stamp" ] && [ "$(cat "$folder/.stamp")" = "$stamp" ] && return
    if ! archive=$(get_locked "$pool" "$sum"); then
        archive=$(get_newer "$kind" "$package" "$suite") ||
            die "$name: neither $(basename "$pool") nor a newer one is on the mirror. Unpack upstream's release
       ($upstream) into $folder and write '$stamp' into $folder/.stamp"
    fi
    say "source $name: $(basename "$archive")"
    mkdir -p "$TOOLCHAIN/src"
    unpack_into "$archive" "$folder"
    prepare_source "$name" "$folder.new"
    printf '%s' "$stamp" >"$folder.new/.stamp"
    rm -rf "$folder"
    mv "$folder.new" "$folder"
}

fetch_sources() {
    local line
    while read -ra line; do
        fetch_source "${line[@]}" </dev/null
    done < <(lock_lines source && lock_lines deb)
}

# The icon font comes from npm, through npm itself and whatever registry it is configured for.
fetch_npm() {
    local name version integrity
    while read -r _ name version integrity; do
        local folder=$TOOLCHAIN/src/$name archive=$CACHE/$name-$version.tgz stamp="$SOURCES_RECIPE $integrity"
        [ -f "$folder/.stamp" ] && [ "$(cat "$folder/.stamp")" = "$stamp" ] && continue
        local want=${integrity#sha512-}
        if ! [ -f "$archive" ]; then
            say "npm package $name $version"
            mkdir -p "$CACHE"
            local out
            out=$(mktemp -d)
            (cd "$out" && npm pack "$name@$version" --silent >/dev/null 2>&1 </dev/null) ||
                die "npm cannot fetch $name@$version"
            mv "$out"/*.tgz "$archive"
            rmdir "$out"
        fi
        if [ "$(openssl dgst -sha512 -binary "$archive" | base64 -w0)" != "$want" ]; then
            rm -f "$archive"
            die "$name@$version: its integrity is not that of cmake/toolchain.lock"
        fi
        unpack_into "$archive" "$folder"
        printf '%s' "$stamp" >"$folder.new/.stamp"
        rm -rf "$folder"
        mv "$folder.new" "$folder"
    done < <(lock_lines npm)
}
