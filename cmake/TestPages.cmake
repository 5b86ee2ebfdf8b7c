# Pages for browser tests of what lies below the app: tests/browser/pages/NAME.cpp becomes build/wasm/pages/NAME.js and
# NAME.html, linked with the same JavaScript libraries as the app. The site target builds them too.
file(GLOB page_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/browser/pages/*.cpp)
foreach(source IN LISTS page_sources)
    get_filename_component(name ${source} NAME_WE)
    add_executable(page-${name} ${source})
    target_link_libraries(page-${name} PRIVATE potok_platform potok_warnings)
    set_target_properties(page-${name} PROPERTIES OUTPUT_NAME ${name} SUFFIX .js
        RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/pages LINK_DEPENDS "${web_libraries}")
    target_link_options(page-${name} PRIVATE -sENVIRONMENT=web -sFILESYSTEM=0 -sEXIT_RUNTIME=0
        -sALLOW_MEMORY_GROWTH=1 -sINITIAL_MEMORY=64MB -sMAXIMUM_MEMORY=1GB -sSTACK_SIZE=1MB
        -sEXPORTED_RUNTIME_METHODS=ccall,UTF8ToString --profiling-funcs)
    foreach(library IN LISTS web_libraries)
        target_link_options(page-${name} PRIVATE "SHELL:--js-library ${library}")
    endforeach()
    file(WRITE ${CMAKE_BINARY_DIR}/pages/${name}.html
        "<!doctype html><meta charset=\"utf-8\"><link rel=\"icon\" href=\"data:,\"><title>${name}</title><script src=\"${name}.js\"></script>\n")
    if(TARGET potok-site)
        add_dependencies(potok-site page-${name})
    endif()
endforeach()
