# Warnings, hardening, sanitizers, ccache and the linker: one interface target, `inland_options`,
# that every target of ours links.
add_library(inland_options INTERFACE)

set(INLAND_WARNINGS -Wall -Wextra -Wpedantic -Werror -Wshadow -Wconversion -Wsign-conversion
    -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual -Wextra-semi)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # -Wno-missing-field-initializers: designated initialisers leave out defaulted members on purpose.
    # g++ 12's -Wrestrict, -Wstringop-* and -Wmaybe-uninitialized misfire on inlined std::string and
    # std::expected at -O2 (GCC bugs 105329, 105651), so they stay off there.
    list(APPEND INLAND_WARNINGS -Wduplicated-cond -Wlogical-op -Wsuggest-override
         -Wmissing-declarations -Wno-missing-field-initializers -Wno-restrict
         -Wno-stringop-overflow -Wno-stringop-overread -Wno-array-bounds -Wno-maybe-uninitialized)
else()
    # The TRY macro is a GNU statement expression; both compilers of this project have it.
    # libstdc++ 12's stable_sort uses what C++17 deprecated.
    list(APPEND INLAND_WARNINGS -Wno-missing-field-initializers -Wno-missing-designated-field-initializers
         -Wno-gnu-statement-expression-from-macro-expansion
         -Wno-deprecated-declarations)
endif()
target_compile_options(inland_options INTERFACE ${INLAND_WARNINGS}
    -ffile-prefix-map=${CMAKE_SOURCE_DIR}/= -fstack-protector-strong)
target_compile_definitions(inland_options INTERFACE _GLIBCXX_ASSERTIONS
    $<$<CONFIG:Release>:_FORTIFY_SOURCE=2> INLAND_VERSION="${PROJECT_VERSION}")
target_include_directories(inland_options INTERFACE ${CMAKE_SOURCE_DIR}/src)

if(INLAND_SANITIZE)
    target_compile_options(inland_options INTERFACE -fsanitize=${INLAND_SANITIZE} -fno-omit-frame-pointer)
    target_link_options(inland_options INTERFACE -fsanitize=${INLAND_SANITIZE})
    if(INLAND_SANITIZE MATCHES "undefined")
        target_compile_options(inland_options INTERFACE -fno-sanitize-recover=undefined)
    endif()
endif()
if(INLAND_FUZZ)
    target_compile_options(inland_options INTERFACE -fsanitize=fuzzer-no-link)
    target_link_options(inland_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

find_program(INLAND_CCACHE ccache)
if(INLAND_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${INLAND_CCACHE})
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        target_compile_options(inland_options INTERFACE -fpch-preprocess)
    else()
        target_compile_options(inland_options INTERFACE "SHELL:-Xclang -fno-pch-timestamp")
    endif()
endif()
find_program(INLAND_MOLD mold)
if(INLAND_MOLD)
    add_link_options(-fuse-ld=mold)
endif()
