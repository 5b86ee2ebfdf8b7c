# Toolchain file of the web presets: Emscripten as emsdk-setup.sh arranged it.
if(DEFINED ENV{POTOK_TOOLCHAIN})
    set(potok_emscripten $ENV{POTOK_TOOLCHAIN}/emscripten)
elseif(POTOK_TOOLCHAIN)
    set(potok_emscripten ${POTOK_TOOLCHAIN}/emscripten)
else()
    set(potok_emscripten ${CMAKE_CURRENT_LIST_DIR}/../.toolchain/emscripten)
endif()
if(NOT EXISTS ${potok_emscripten}/bin/emcc)
    message(FATAL_ERROR "No Emscripten in ${potok_emscripten}: run ./emsdk-setup.sh first.")
endif()
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES POTOK_TOOLCHAIN)

include(${potok_emscripten}/root/cmake/Modules/Platform/Emscripten.cmake)

# The assembler is the same clang; CMake does not find that out by itself.
set(CMAKE_ASM_COMPILER_ID Clang)
set(CMAKE_ASM_COMPILER_ID_RUN TRUE)
