# Libraries of others, compiled from the sources in ${POTOK_TOOLCHAIN}/src, as targets tp_NAME.
# Their headers are system headers, their warnings are off. Versions: cmake/toolchain.lock, licences: THIRD_PARTY.md.

set(TP ${POTOK_TOOLCHAIN}/src)

function(potok_third_party name)
    add_library(tp_${name} STATIC ${ARGN})
    # Always optimised: unoptimised, SQLite above all is too slow even for tests.
    target_compile_options(tp_${name} PRIVATE -w -O2)
    if(POTOK_SANITIZE)
        target_compile_options(tp_${name} PRIVATE -fno-sanitize=undefined) # SQLite's would be the longest step of the build
    endif()
endfunction()

# SQLite.
potok_third_party(sqlite ${TP}/sqlite3/amalgamation/sqlite3.c)
target_include_directories(tp_sqlite SYSTEM PUBLIC ${TP}/sqlite3/amalgamation)
target_compile_definitions(tp_sqlite PUBLIC
    SQLITE_OMIT_LOAD_EXTENSION SQLITE_OMIT_DEPRECATED SQLITE_OMIT_SHARED_CACHE
    SQLITE_THREADSAFE=0)
target_compile_definitions(tp_sqlite PRIVATE
    SQLITE_ENABLE_FTS5
    SQLITE_ENABLE_DBSTAT_VTAB
    SQLITE_DQS=0                       # "x" is an identifier, never a string by mistake
    SQLITE_DEFAULT_FOREIGN_KEYS=1
    SQLITE_DEFAULT_MEMSTATUS=0
    SQLITE_LIKE_DOESNT_MATCH_BLOBS
    SQLITE_TEMP_STORE=2                # temporary tables in memory: the browser has no files
    SQLITE_MAX_MMAP_SIZE=0x7fff0000)   # lets the in-memory file system hand out pages by xFetch under WASM too

# Dear ImGui: core and std::string helpers; the backends are targets of their own.
potok_third_party(imgui
    ${TP}/imgui/imgui.cpp ${TP}/imgui/imgui_draw.cpp ${TP}/imgui/imgui_tables.cpp ${TP}/imgui/imgui_widgets.cpp
    ${TP}/imgui/misc/cpp/imgui_stdlib.cpp)
target_include_directories(tp_imgui SYSTEM PUBLIC
    ${TP}/imgui ${TP}/imgui/misc/cpp ${TP}/imgui/backends ${CMAKE_SOURCE_DIR}/cmake/imgui)
target_compile_definitions(tp_imgui PUBLIC IMGUI_USER_CONFIG=<potok_imconfig.h>)

potok_third_party(imgui_opengl ${TP}/imgui/backends/imgui_impl_opengl3.cpp)
target_link_libraries(tp_imgui_opengl PUBLIC tp_imgui)
if(EMSCRIPTEN)
    target_compile_definitions(tp_imgui_opengl PUBLIC IMGUI_IMPL_OPENGL_ES3)
    # The state it would put back after each frame is never asked for: src/platform/web/gl_state.cpp says why.
    target_compile_definitions(tp_imgui_opengl PRIVATE glGetIntegerv=potok_gl_state)
else()
    find_package(PkgConfig REQUIRED)
    pkg_check_modules(GLFW REQUIRED IMPORTED_TARGET glfw3)
    find_package(OpenGL REQUIRED)
    potok_third_party(imgui_glfw ${TP}/imgui/backends/imgui_impl_glfw.cpp)
    target_link_libraries(tp_imgui_glfw PUBLIC tp_imgui_opengl PkgConfig::GLFW OpenGL::GL)
endif()

# nlohmann/json: no silent conversions from JSON to C++ values.
add_library(tp_json INTERFACE)
target_include_directories(tp_json SYSTEM INTERFACE ${TP}/json/single_include)
target_compile_definitions(tp_json INTERFACE JSON_USE_IMPLICIT_CONVERSIONS=0)

add_library(tp_valijson INTERFACE)
target_include_directories(tp_valijson SYSTEM INTERFACE ${TP}/valijson/usr/include)
target_link_libraries(tp_valijson INTERFACE tp_json)

potok_third_party(fmt ${TP}/fmt/src/format.cc)
target_include_directories(tp_fmt SYSTEM PUBLIC ${TP}/fmt/include)
if(EMSCRIPTEN)
    # Newer clangs find fault with this version's own compile-time checks; the native build does check our format strings.
    target_compile_definitions(tp_fmt PUBLIC FMT_CONSTEVAL=)
endif()

# libmpdec: 34-digit decimals. 64-bit words with assembler natively, portable 32-bit words under WASM; same results.
set(mpdec_parts basearith context constants convolute crt mpdecimal mpsignal difradix2 fnt fourstep io mpalloc
    numbertheory sixstep transpose)
list(TRANSFORM mpdec_parts PREPEND ${TP}/mpdecimal/libmpdec/)
list(TRANSFORM mpdec_parts APPEND .c)
potok_third_party(mpdec ${mpdec_parts})
target_include_directories(tp_mpdec SYSTEM PUBLIC ${TP}/mpdecimal/libmpdec)
if(EMSCRIPTEN)
    target_compile_definitions(tp_mpdec PUBLIC CONFIG_32 PRIVATE ANSI)
elseif(CMAKE_SYSTEM_PROCESSOR STREQUAL x86_64)
    target_compile_definitions(tp_mpdec PUBLIC CONFIG_64 PRIVATE ASM)
else()
    target_compile_definitions(tp_mpdec PUBLIC CONFIG_64 PRIVATE ANSI HAVE_UINT128_T)
endif()

potok_third_party(utf8proc ${TP}/utf8proc/utf8proc.c)
target_include_directories(tp_utf8proc SYSTEM PUBLIC ${TP}/utf8proc)
target_compile_definitions(tp_utf8proc PUBLIC UTF8PROC_STATIC)

# zlib without its gzip files, and pugixml without XPath, streams and exceptions: DOCX and PDF.
set(zlib_parts adler32 crc32 deflate inffast inflate inftrees trees zutil)
list(TRANSFORM zlib_parts PREPEND ${TP}/zlib/)
list(TRANSFORM zlib_parts APPEND .c)
potok_third_party(zlib ${zlib_parts})
target_include_directories(tp_zlib SYSTEM PUBLIC ${TP}/zlib)
potok_third_party(pugixml ${TP}/pugixml/src/pugixml.cpp)
target_include_directories(tp_pugixml SYSTEM PUBLIC ${TP}/pugixml/src)
target_compile_definitions(tp_pugixml PUBLIC PUGIXML_NO_XPATH PUGIXML_NO_STL PUGIXML_NO_EXCEPTIONS)

# Catch2, with its own main(): tests include <catch_amalgamated.hpp>.
potok_third_party(catch2 ${TP}/catch2/extras/catch_amalgamated.cpp)
target_include_directories(tp_catch2 SYSTEM PUBLIC ${TP}/catch2/extras)

# FreeType without what fonts of ours never need (compressed and colour fonts), and Dear ImGui's loader for it.
# Built only where something links it.
set(freetype_parts base/ftsystem base/ftinit base/ftdebug base/ftbase base/ftbitmap base/ftglyph base/ftmm base/ftsynth
    autofit/autofit truetype/truetype cff/cff psaux/psaux psnames/psnames pshinter/pshinter sfnt/sfnt smooth/smooth
    raster/raster)
list(TRANSFORM freetype_parts PREPEND ${TP}/freetype/src/)
list(TRANSFORM freetype_parts APPEND .c)
potok_third_party(freetype ${freetype_parts})
target_include_directories(tp_freetype SYSTEM PUBLIC ${TP}/freetype/include)
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/third_party/freetype/potok_ftmodule.h CONTENT [[
FT_USE_MODULE( FT_Module_Class, autofit_module_class )
FT_USE_MODULE( FT_Driver_ClassRec, tt_driver_class )
FT_USE_MODULE( FT_Driver_ClassRec, cff_driver_class )
FT_USE_MODULE( FT_Module_Class, psaux_module_class )
FT_USE_MODULE( FT_Module_Class, psnames_module_class )
FT_USE_MODULE( FT_Module_Class, pshinter_module_class )
FT_USE_MODULE( FT_Module_Class, sfnt_module_class )
FT_USE_MODULE( FT_Renderer_Class, ft_smooth_renderer_class )
FT_USE_MODULE( FT_Renderer_Class, ft_raster1_renderer_class )
]] @ONLY)
target_include_directories(tp_freetype PRIVATE ${CMAKE_BINARY_DIR}/third_party/freetype)
target_compile_definitions(tp_freetype PRIVATE FT2_BUILD_LIBRARY FT_CONFIG_MODULES_H=<potok_ftmodule.h>)
potok_third_party(imgui_freetype ${TP}/imgui/misc/freetype/imgui_freetype.cpp)
target_include_directories(tp_imgui_freetype SYSTEM PUBLIC ${TP}/imgui/misc/freetype)
target_link_libraries(tp_imgui_freetype PUBLIC tp_imgui tp_freetype)
set_target_properties(tp_freetype tp_imgui_freetype PROPERTIES EXCLUDE_FROM_ALL ON)
