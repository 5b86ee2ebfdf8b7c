# Precompiled headers: reading the standard library, nlohmann/json and what nearly every file of the upper floors includes took most
# of the time of a compilation. They only save time: every file still includes what it uses.

set(POTOK_COMMON_HEADERS <algorithm> <array> <cstdint> <functional> <map> <memory> <optional> <set> <span> <string> <string_view>
    <unordered_map> <utility> <variant> <vector> <nlohmann/json.hpp> <fmt/format.h>)

# What most files of a floor include, directly or not; a change to one of these compiles nearly all of that floor anyway.
set(model_headers db/connection.h db/statement.h expr/expression.h model/workspace.h)
set(automation_headers ${model_headers} automation/definition.h)
set(packs_headers model/workspace.h packs/pack.h)
set(exchange_headers model/workspace.h)
set(scenario_headers model/workspace.h packs/pack.h scenario/world.h)
set(ui_headers model/workspace.h ui/kit/ui.h ui/kit/text.h)
set(main_headers ${ui_headers})
set(tests_headers model/workspace.h)

function(potok_precompile target floor)
    set(own ${${floor}_headers})
    list(TRANSFORM own PREPEND ${CMAKE_SOURCE_DIR}/src/)
    target_precompile_headers(${target} PRIVATE ${POTOK_COMMON_HEADERS} ${own} ${ARGN})
    # The first lets ccache reuse it.
    target_compile_options(${target} PRIVATE "SHELL:-Xclang -fno-pch-timestamp" -fpch-instantiate-templates)
endfunction()
