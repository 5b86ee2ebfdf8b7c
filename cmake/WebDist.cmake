# The site: everything a static host needs, in ${POTOK_SITE} (build/web), made anew by every build of the web presets.
#
# What goes where (sources in web/, no edit here when a file is added):
#   web/lib/*.js            linked into potok.js as JavaScript libraries (emcc --js-library), called from C++
#   web/lib/*.pre.js        put in front of potok.js (emcc --pre-js)
#   web/*.in                templates, written under their name without ".in", never hashed: index.html, sw.js,
#                           manifest.webmanifest. They may say
#                             @file:potok.js@      the hashed name of a file of the site
#                             @files@              JSON list of the hashed names of all files, "./" first: what a
#                                                  service worker has to cache ("./" is index.html; sw.js is not in it)
#                             @build@              12 hex digits that change when any file does
#                             @version@            the version of CMakeLists.txt
#   any other file in web/  copied as NAME.HASH.EXT (icons, style sheets, scripts of the page; folders are kept)
# and potok.js and potok.wasm, hashed too (potok.js finds its .wasm by the hashed name), and licences.txt, not hashed.
#
# Beside each file that gets smaller lie FILE.br and FILE.gz. Sizes raw and brotli are printed. tools/make_site.py does it.

file(GLOB web_libraries CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/web/lib/*.js)
set(web_pre_js ${web_libraries})
list(FILTER web_pre_js INCLUDE REGEX "\\.pre\\.js$")
list(FILTER web_libraries EXCLUDE REGEX "\\.pre\\.js$")
file(GLOB_RECURSE web_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/web/*)
list(FILTER web_files EXCLUDE REGEX "/web/lib/|\\.md$")

potok_program(potok-web web)
if(TARGET potok-web)
    set(web_output ${CMAKE_BINARY_DIR}/site)
    set_target_properties(potok-web PROPERTIES OUTPUT_NAME potok RUNTIME_OUTPUT_DIRECTORY ${web_output}
        LINK_DEPENDS "${web_libraries};${web_pre_js}")
    target_link_options(potok-web PRIVATE
        -sENVIRONMENT=web
        -sFILESYSTEM=0
        -sEXIT_RUNTIME=0
        -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2
        # The whole database is in memory (design: 250 MB stated limit), its clone for a simulation beside it.
        -sALLOW_MEMORY_GROWTH=1 -sINITIAL_MEMORY=64MB -sMAXIMUM_MEMORY=2GB -sSTACK_SIZE=1MB
        $<$<CONFIG:Debug>:-sASSERTIONS=1>)
    foreach(library IN LISTS web_libraries)
        target_link_options(potok-web PRIVATE "SHELL:--js-library ${library}")
    endforeach()
    foreach(file IN LISTS web_pre_js)
        target_link_options(potok-web PRIVATE "SHELL:--pre-js ${file}")
    endforeach()

    set(site_stamp ${CMAKE_BINARY_DIR}/site.stamp)
    set(make_site ${CMAKE_SOURCE_DIR}/tools/make_site.py)
    add_custom_command(OUTPUT ${site_stamp}
        COMMAND ${debian_python} ${make_site} --version ${PROJECT_VERSION} --web ${CMAKE_SOURCE_DIR}/web
                --program ${web_output} --licences ${POTOK_LICENCES} --out ${POTOK_SITE}
        COMMAND ${CMAKE_COMMAND} -E touch ${site_stamp}
        DEPENDS potok-web ${make_site} ${POTOK_LICENCES} ${web_files} ${web_output}/potok.js
        COMMENT "Making the site in ${POTOK_SITE}" VERBATIM)
    add_custom_target(potok-site ALL DEPENDS ${site_stamp})
endif()
