# Fonts cut down to what the app shows, and the names of the icons for C++.
#   ${POTOK_FONT_DIR}/inter-400.otf, inter-600.otf   Inter with tabular digits (tools/subset_fonts.py)
#   ${POTOK_FONT_DIR}/lucide.ttf                     the icons named in assets/icons/icons.txt, one a line
#   #include "generated/icons.h"                     icon::calendar_days and so on, as UTF-8 strings

set(POTOK_FONT_DIR ${CMAKE_BINARY_DIR}/assets/fonts)
set(POTOK_GENERATED_INCLUDE ${CMAKE_BINARY_DIR}/include)
set(inter_dir ${POTOK_TOOLCHAIN}/src/inter/usr/share/fonts/opentype/inter)
set(lucide_dir ${POTOK_TOOLCHAIN}/src/lucide-static/font)
set(icon_list ${CMAKE_SOURCE_DIR}/assets/icons/icons.txt)
set(subset_tool ${CMAKE_SOURCE_DIR}/tools/subset_fonts.py)
set(debian_python /usr/bin/python3) # the one that sees python3-fonttools

foreach(weight IN ITEMS 400:Regular 600:SemiBold)
    string(REPLACE ":" ";" weight ${weight})
    list(GET weight 0 number)
    list(GET weight 1 style)
    add_custom_command(OUTPUT ${POTOK_FONT_DIR}/inter-${number}.otf
        COMMAND ${debian_python} ${subset_tool} text ${inter_dir}/Inter-${style}.otf ${POTOK_FONT_DIR}/inter-${number}.otf
        DEPENDS ${subset_tool} ${inter_dir}/Inter-${style}.otf
        COMMENT "Subsetting Inter ${number}" VERBATIM)
endforeach()
add_custom_command(OUTPUT ${POTOK_FONT_DIR}/lucide.ttf ${POTOK_GENERATED_INCLUDE}/generated/icons.h
    COMMAND ${debian_python} ${subset_tool} icons ${lucide_dir}/lucide.ttf ${lucide_dir}/codepoints.json ${icon_list}
            ${POTOK_FONT_DIR}/lucide.ttf ${POTOK_GENERATED_INCLUDE}/generated/icons.h
    DEPENDS ${subset_tool} ${icon_list} ${lucide_dir}/lucide.ttf ${lucide_dir}/codepoints.json
    COMMENT "Subsetting the icons" VERBATIM)

set(POTOK_FONTS ${POTOK_FONT_DIR}/inter-400.otf ${POTOK_FONT_DIR}/inter-600.otf ${POTOK_FONT_DIR}/lucide.ttf)
add_custom_target(potok_fonts DEPENDS ${POTOK_FONTS} ${POTOK_GENERATED_INCLUDE}/generated/icons.h)
