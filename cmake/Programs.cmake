# The programs: src/main/cli*.cpp -> potok, desktop*.cpp -> potok-desktop, web*.cpp -> potok-web; and the unit tests.
# A program whose main file does not exist is left out.

# The licence texts of what is linked in lie beside the programs, and in the site.
set(POTOK_LICENCES ${CMAKE_BINARY_DIR}/licences.txt)
add_custom_command(OUTPUT ${POTOK_LICENCES}
    COMMAND ${debian_python} ${CMAKE_SOURCE_DIR}/tools/collect_licences.py ${POTOK_TOOLCHAIN} ${POTOK_LICENCES}
    DEPENDS ${CMAKE_SOURCE_DIR}/tools/collect_licences.py ${CMAKE_SOURCE_DIR}/cmake/toolchain.lock
    COMMENT "Collecting licence texts" VERBATIM)
add_custom_target(potok_licences ALL DEPENDS ${POTOK_LICENCES})

# Under Emscripten the command line and the tests are programs for node that see the real file system.
function(potok_node_program target)
    if(EMSCRIPTEN)
        target_link_options(${target} PRIVATE -sENVIRONMENT=node -sNODERAWFS=1 -sEXIT_RUNTIME=1
            -sALLOW_MEMORY_GROWTH=1 -sINITIAL_MEMORY=64MB -sMAXIMUM_MEMORY=2GB -sSTACK_SIZE=1MB)
    endif()
endfunction()

# For programs of tests: Binaryen's pass over the whole program would take minutes.
function(potok_quick_link target)
    if(EMSCRIPTEN)
        target_link_options(${target} PRIVATE -O1)
    endif()
endfunction()

# A program is NAME.cpp and NAME_*.cpp of src/main; what stands there besides is shared by all programs.
function(potok_program target main)
    if(EXISTS ${CMAKE_SOURCE_DIR}/src/main/${main}.cpp)
        file(GLOB parts CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/main/${main}_*.cpp)
        add_executable(${target} ${CMAKE_SOURCE_DIR}/src/main/${main}.cpp ${parts})
        target_link_libraries(${target} PRIVATE potok_main potok_warnings)
        potok_precompile(${target} main)
    endif()
endfunction()

file(GLOB main_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/main/*.cpp)
list(FILTER main_sources EXCLUDE REGEX "/(cli|desktop|web|server)(_[a-z_0-9]*)?\\.cpp$")
if(EMSCRIPTEN)
    list(FILTER main_sources EXCLUDE REGEX "/file_workspaces\\.cpp$")  # on the desktop only, as what it keeps files with
endif()
if(main_sources)
    add_library(potok_main STATIC ${main_sources})
    target_link_libraries(potok_main PUBLIC potok_ui PRIVATE potok_warnings)
    potok_precompile(potok_main main)
else()
    add_library(potok_main INTERFACE)
    target_link_libraries(potok_main INTERFACE potok_ui)
endif()

potok_program(potok cli)
if(TARGET potok)
    potok_node_program(potok)
    potok_quick_link(potok)
endif()
if(NOT EMSCRIPTEN)
    potok_program(potok-desktop desktop)
endif()

# Tests run with the repository as working directory: they may open files of it by relative path.
file(GLOB test_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/unit/*/*_test.cpp
    ${CMAKE_SOURCE_DIR}/tests/support/*.cpp ${CMAKE_SOURCE_DIR}/tests/faults/story.cpp)
if(test_sources)
    add_executable(potok_tests ${test_sources})
    target_include_directories(potok_tests PRIVATE ${CMAKE_SOURCE_DIR}/tests)
    target_link_libraries(potok_tests PRIVATE potok_main tp_catch2 potok_warnings)
    target_include_directories(potok_tests PRIVATE ${POTOK_GENERATED_INCLUDE})
    potok_precompile(potok_tests tests <catch_amalgamated.hpp>)
    # What is tested is optimised, the tests themselves need not be: they take half the time to compile.
    target_compile_options(potok_tests PRIVATE $<IF:$<BOOL:${EMSCRIPTEN}>,-O1,-O0>)
    potok_node_program(potok_tests)
    potok_quick_link(potok_tests)
endif()

# Seeded stories of the page store on a failing storage, by the thousand; a few of them run with the unit tests, too.
if(NOT EMSCRIPTEN)
    add_executable(store_faults ${CMAKE_SOURCE_DIR}/tests/faults/store_faults.cpp ${CMAKE_SOURCE_DIR}/tests/faults/story.cpp)
    target_include_directories(store_faults PRIVATE ${CMAKE_SOURCE_DIR}/tests)
    target_link_libraries(store_faults PRIVATE potok_db potok_warnings)
endif()

# Fuzzers: tests/fuzz/NAME_fuzz.cpp -> NAME_fuzz, built with -DPOTOK_FUZZ=ON (preset fuzz); with -DPOTOK_SANITIZE=ON the target
# "fuzzers" builds them, too, without coverage: they then only vary their seeds. Each links the floor that it feeds.
set(fuzzed_floor_expr expr)
set(fuzzed_floor_decision expr)
set(fuzzed_floor_zone base)
set(fuzzed_floor_log db)
set(fuzzed_floor_country model)
set(fuzzed_floor_scenario scenario)
set(fuzzed_floor_address ui)
set(fuzzed_floor_calendar exchange)
if(POTOK_FUZZ OR POTOK_SANITIZE)
    file(GLOB fuzz_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/fuzz/*_fuzz.cpp)
    foreach(source IN LISTS fuzz_sources)
        get_filename_component(name ${source} NAME_WE)
        add_executable(${name} EXCLUDE_FROM_ALL ${source})
        string(REGEX REPLACE "_fuzz$" "" subject ${name})
        set(floor platform)
        if(DEFINED fuzzed_floor_${subject})
            set(floor ${fuzzed_floor_${subject}})
        endif()
        target_link_libraries(${name} PRIVATE potok_${floor} potok_warnings)
        target_link_options(${name} PRIVATE -fsanitize=fuzzer)
        list(APPEND fuzzers ${name})
    endforeach()
    add_custom_target(fuzzers DEPENDS ${fuzzers})
endif()

# Benchmarks in C++: benchmarks/NAME.cpp -> bench-NAME, built by ./bench only.
file(GLOB benchmarks CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/benchmarks/*.cpp)
foreach(source IN LISTS benchmarks)
    get_filename_component(name ${source} NAME_WE)
    add_executable(bench-${name} EXCLUDE_FROM_ALL ${source})
    target_link_libraries(bench-${name} PRIVATE potok_main potok_warnings)
    potok_node_program(bench-${name})
endforeach()
