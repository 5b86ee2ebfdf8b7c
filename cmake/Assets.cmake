# Everything under assets/ and shaders/, the fonts and the time zones, linked into the programs by the assembler's
# .incbin: the same bytes natively and under WASM, no file system. Read by potok::platform::asset("locales/en.json").
# A new file under assets/ needs no edit here. Names: path under assets/; "shaders/..."; "fonts/..."; "data/zones.bin".

file(GLOB_RECURSE asset_files CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}
    ${CMAKE_SOURCE_DIR}/assets/* ${CMAKE_SOURCE_DIR}/shaders/*)
list(FILTER asset_files EXCLUDE REGEX "(^|/)\\.|/icons\\.txt$|\\.md$")

set(asset_pairs "")
foreach(file IN LISTS asset_files)
    string(REGEX REPLACE "^assets/" "" name ${file})
    list(APPEND asset_pairs "${name}|${CMAKE_SOURCE_DIR}/${file}")
endforeach()
foreach(font IN LISTS POTOK_FONTS)
    get_filename_component(name ${font} NAME)
    list(APPEND asset_pairs "fonts/${name}|${font}")
endforeach()
list(APPEND asset_pairs "data/zones.bin|${POTOK_TOOLCHAIN}/data/zones.bin")
list(SORT asset_pairs) # '|' sorts after every character of a name; asset() does not rely on the order all the same

set(asset_asm "")
set(asset_declarations "")
set(asset_rows "")
set(asset_dependencies "")
set(index 0)
foreach(pair IN LISTS asset_pairs)
    string(REPLACE "|" ";" pair "${pair}")
    list(GET pair 0 name)
    list(GET pair 1 path)
    string(APPEND asset_asm "POTOK_ASSET(${index}, \"${path}\")\n")
    string(APPEND asset_declarations "extern const char potok_asset_${index}[];\nextern const std::uint32_t potok_asset_${index}_size;\n")
    string(APPEND asset_rows "    {\"${name}\", potok_asset_${index}, &potok_asset_${index}_size},\n")
    list(APPEND asset_dependencies ${path})
    math(EXPR index "${index} + 1")
endforeach()
configure_file(${CMAKE_SOURCE_DIR}/cmake/assets.S.in ${CMAKE_BINARY_DIR}/assets/assets.S @ONLY)
configure_file(${CMAKE_SOURCE_DIR}/cmake/asset_table.cpp.in ${CMAKE_BINARY_DIR}/assets/asset_table.cpp @ONLY)

add_library(potok_assets STATIC ${CMAKE_BINARY_DIR}/assets/assets.S ${CMAKE_BINARY_DIR}/assets/asset_table.cpp)
set_source_files_properties(${CMAKE_BINARY_DIR}/assets/assets.S PROPERTIES OBJECT_DEPENDS "${asset_dependencies}")
target_include_directories(potok_assets PRIVATE ${CMAKE_SOURCE_DIR}/src)
target_link_libraries(potok_assets PRIVATE potok_warnings)
add_dependencies(potok_assets potok_fonts)
