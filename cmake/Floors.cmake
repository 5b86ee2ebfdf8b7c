# One static library per floor: potok_base, potok_db and so on, each linked to the one below it and so to all below.
# Sources are found by pattern; a floor without sources yet is an interface library. The architecture test
# (tests/tools/architecture.py) has the same order and reads the includes.

include(Precompiled)

set(POTOK_FLOORS base db expr model automation packs exchange sync platform scenario ui)

function(potok_floor name below)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${name}/*.cpp)
    if(name STREQUAL platform) # of the platforms only those that fit
        if(EMSCRIPTEN)
            list(FILTER sources EXCLUDE REGEX "/platform/desktop/")
        else()
            list(FILTER sources EXCLUDE REGEX "/platform/web/")
        endif()
    endif()
    if(sources)
        add_library(potok_${name} STATIC ${sources})
        target_link_libraries(potok_${name} PRIVATE potok_warnings)
        potok_precompile(potok_${name} ${name})
        if(NOT name STREQUAL platform) # programs that draw nothing link only parts of it
            potok_unity(potok_${name})
        endif()
        set(kind PUBLIC)
    else()
        add_library(potok_${name} INTERFACE)
        set(kind INTERFACE)
    endif()
    target_include_directories(potok_${name} ${kind} ${CMAKE_SOURCE_DIR}/src)
    target_link_libraries(potok_${name} ${kind} ${below} ${ARGN})
endfunction()

if(EMSCRIPTEN)
    set(platform_parts tp_imgui_opengl)
else()
    set(platform_parts tp_imgui_glfw)
endif()

potok_floor(base "" tp_json tp_fmt tp_mpdec tp_utf8proc)
potok_floor(db potok_base tp_sqlite)
potok_floor(expr potok_db)
potok_floor(model potok_expr)
potok_floor(automation potok_model)
potok_floor(packs potok_automation tp_valijson)
potok_floor(exchange potok_packs tp_zlib tp_pugixml)
potok_floor(sync potok_exchange)
potok_floor(platform potok_sync potok_assets ${platform_parts})
potok_floor(scenario potok_platform)
potok_floor(ui potok_scenario tp_imgui)

# Each of them has a table of its own, under the same names.
file(GLOB function_tables CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/expr/functions_*.cpp)
set_source_files_properties(${function_tables} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)

get_target_property(ui_type potok_ui TYPE)
if(NOT ui_type STREQUAL INTERFACE_LIBRARY)
    add_dependencies(potok_ui potok_fonts)
    target_include_directories(potok_ui PUBLIC ${POTOK_GENERATED_INCLUDE})
endif()

# The sanitizer build is unoptimised, but for the floors that most of the time of its tests is spent in: there it would be slower in all.
if(CMAKE_BUILD_TYPE STREQUAL Sanitize)
    foreach(floor IN ITEMS base db expr model automation packs)
        target_compile_options(potok_${floor} PRIVATE -O1)
    endforeach()
endif()
