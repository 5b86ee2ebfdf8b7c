# Programs for pages of their own, below the app, linked with the same JavaScript libraries:
#   tests/browser/pages/NAME.cpp -> page-NAME: build/wasm/pages/NAME.js and NAME.html; the site target builds them too
#   benchmarks/NAME/ours.cpp -> bench-page-NAME: build/wasm/NAME/ours.js; built by ./bench only
function(potok_page_program target name folder)
    target_link_libraries(${target} PRIVATE potok_platform potok_warnings)
    set_target_properties(${target} PROPERTIES OUTPUT_NAME ${name} SUFFIX .js
        RUNTIME_OUTPUT_DIRECTORY ${folder} LINK_DEPENDS "${web_libraries}")
    target_link_options(${target} PRIVATE -sENVIRONMENT=web -sFILESYSTEM=0 -sEXIT_RUNTIME=0
        -sALLOW_MEMORY_GROWTH=1 -sINITIAL_MEMORY=64MB -sMAXIMUM_MEMORY=1GB -sSTACK_SIZE=1MB
        -sEXPORTED_RUNTIME_METHODS=ccall,UTF8ToString --profiling-funcs)
    foreach(library IN LISTS web_libraries)
        target_link_options(${target} PRIVATE "SHELL:--js-library ${library}")
    endforeach()
endfunction()

file(GLOB page_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/browser/pages/*.cpp)
foreach(source IN LISTS page_sources)
    get_filename_component(name ${source} NAME_WE)
    add_executable(page-${name} ${source})
    target_include_directories(page-${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
    potok_page_program(page-${name} ${name} ${CMAKE_BINARY_DIR}/pages)
    potok_quick_link(page-${name})
    file(WRITE ${CMAKE_BINARY_DIR}/pages/${name}.html
        "<!doctype html><meta charset=\"utf-8\"><link rel=\"icon\" href=\"data:,\"><title>${name}</title><script src=\"${name}.js\"></script>\n")
    if(TARGET potok-site)
        add_dependencies(potok-site page-${name})
    endif()
endforeach()

file(GLOB bench_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/benchmarks/*/ours.cpp)
foreach(source IN LISTS bench_sources)
    get_filename_component(name ${source} DIRECTORY)
    get_filename_component(name ${name} NAME)
    add_executable(bench-page-${name} EXCLUDE_FROM_ALL ${source})
    potok_page_program(bench-page-${name} ours ${CMAKE_BINARY_DIR}/${name})
endforeach()
