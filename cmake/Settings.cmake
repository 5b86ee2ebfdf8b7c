# Language, warnings, sanitizers, where the toolchain folder lies.

# Remembered from the first configuration on; the environment, where it says something, wins.
if(DEFINED ENV{POTOK_TOOLCHAIN})
    set(POTOK_TOOLCHAIN $ENV{POTOK_TOOLCHAIN} CACHE PATH "Where emsdk-setup.sh put sources and tools" FORCE)
else()
    set(POTOK_TOOLCHAIN ${CMAKE_SOURCE_DIR}/.toolchain CACHE PATH "Where emsdk-setup.sh put sources and tools")
endif()
if(NOT EXISTS ${POTOK_TOOLCHAIN}/src/imgui)
    message(FATAL_ERROR "No library sources in ${POTOK_TOOLCHAIN}: run ./emsdk-setup.sh first.")
endif()

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 11)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
    # The precompiled header of the tests needs the first; emcc's name does not tell ccache what it is; a second clone
    # finds what the first one compiled.
    set(launcher ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        CCACHE_COMPILERTYPE=clang CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE_PROGRAM})
    set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
    set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
endif()

# Asserts stay on except in the released web build: they are cheap, and they are for our own mistakes.
set(CMAKE_C_FLAGS_RELWITHDEBINFO "-O2 -g1")
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1")
set(CMAKE_C_FLAGS_RELEASE "-O2 -DNDEBUG")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
# The sanitizer build is one of the longest parts of ./test: unoptimised it compiles in less than half the time. The libraries
# of others are optimised all the same (cmake/ThirdParty.cmake).
set(CMAKE_C_FLAGS_SANITIZE "-O0 -g1")
set(CMAKE_CXX_FLAGS_SANITIZE "-O0 -g1")
if(EMSCRIPTEN)
    set(CMAKE_C_FLAGS_DEBUG "-O1 -g")
    set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g")
endif()

option(POTOK_SANITIZE "AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
if(POTOK_SANITIZE)
    add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,undefined)
endif()
option(POTOK_FUZZ "Build tests/fuzz/*.cpp with libFuzzer; switches the sanitizers on, too" OFF)
if(POTOK_FUZZ)
    add_compile_options(-fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,undefined)
endif()
if(EMSCRIPTEN)
    add_compile_options(-fwasm-exceptions)
    add_link_options(-fwasm-exceptions)
else()
    add_link_options(-fuse-ld=lld -Wl,--as-needed)
endif()

# Our own code: every warning is an error. Third-party code is compiled without any.
add_library(potok_warnings INTERFACE)
target_compile_options(potok_warnings INTERFACE -Wall -Wextra -Wconversion -Werror)
# In a batch of files a local name would shadow what another file keeps to itself.
target_compile_options(potok_warnings INTERFACE $<$<NOT:$<BOOL:$<TARGET_PROPERTY:UNITY_BUILD>>>:-Wshadow>)
# libstdc++ 12 marks what its own stable_sort uses as deprecated, and clang reports it at every use of stable_sort.
target_compile_options(potok_warnings INTERFACE -Wno-deprecated-declarations)

# Several files in one compilation: what they share is instantiated and optimised once, which saves 40 % of the time of a whole build.
# For the presets that are built whole (web, sanitize); where one works on single files, they are compiled one by one.
option(POTOK_UNITY "Compile the floors in batches of files" OFF)
# Batches stay within a folder: a new page does not shift files together whose helpers have one name.
function(potok_unity target)
    if(NOT POTOK_UNITY)
        return()
    endif()
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
    get_target_property(sources ${target} SOURCES)
    set(folders "")
    foreach(source IN LISTS sources)
        get_filename_component(folder ${source} DIRECTORY)
        list(APPEND folders ${folder})
    endforeach()
    list(REMOVE_DUPLICATES folders)
    list(LENGTH folders count)
    if(count LESS 2)
        return()
    endif()
    set_target_properties(${target} PROPERTIES UNITY_BUILD_MODE GROUP)
    foreach(folder IN LISTS folders)
        get_filename_component(name ${folder} NAME)
        set(n 0)
        foreach(source IN LISTS sources)
            get_filename_component(own ${source} DIRECTORY)
            if(own STREQUAL folder)
                math(EXPR batch "${n} / 8")
                set_source_files_properties(${source} TARGET_DIRECTORY ${target} PROPERTIES UNITY_GROUP ${name}_${batch})
                math(EXPR n "${n} + 1")
            endif()
        endforeach()
    endforeach()
endfunction()
