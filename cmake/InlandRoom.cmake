# A room is one folder of src/: a static library `inland_<room>` of all its .cpp files, which may
# link only the rooms that it names. Tests of a room live in tests/<room>/ as `test_<room>`.
function(inland_room room)
    cmake_parse_arguments(ROOM "" "" "ROOMS;LIBRARIES" ${ARGN})
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${room}/*.cpp)
    list(FILTER sources EXCLUDE REGEX "/cli/main[.]cpp$")
    if(NOT sources)
        add_library(inland_${room} INTERFACE)
        return()
    endif()
    add_library(inland_${room} STATIC ${sources})
    set(ROOM_ROOMS_NAMES ${ROOM_ROOMS})
    list(TRANSFORM ROOM_ROOMS PREPEND inland_)
    target_link_libraries(inland_${room} PUBLIC inland_options ${ROOM_ROOMS} ${ROOM_LIBRARIES})
    inland_precompile(inland_${room} ${ROOM_ROOMS_NAMES})
endfunction()

# Two precompiled headers for the whole house: the standard library with Boost.JSON, and the same
# with the topology, for the targets that link it.
function(inland_precompile target)
    if(target STREQUAL "inland_core")
        target_precompile_headers(inland_core PRIVATE ${CMAKE_SOURCE_DIR}/cmake/precompiled.h)
    elseif(target STREQUAL "inland_topology")
        target_precompile_headers(inland_topology PRIVATE
            ${CMAKE_SOURCE_DIR}/cmake/precompiled_topology.h)
    elseif("topology" IN_LIST ARGN)
        target_precompile_headers(${target} REUSE_FROM inland_topology)
    else()
        target_precompile_headers(${target} REUSE_FROM inland_core)
    endif()
endfunction()

function(inland_test_room room)
    cmake_parse_arguments(ROOM "" "" "ROOMS;LIBRARIES" ${ARGN})
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${room}/*.cpp)
    if(NOT sources)
        return()
    endif()
    add_executable(test_${room} ${sources})
    set(ROOM_ROOMS_NAMES ${ROOM_ROOMS})
    list(TRANSFORM ROOM_ROOMS PREPEND inland_)
    target_link_libraries(test_${room} PRIVATE inland_options ${ROOM_ROOMS} ${ROOM_LIBRARIES}
        GTest::gmock GTest::gtest_main)
    target_include_directories(test_${room} PRIVATE ${CMAKE_SOURCE_DIR})
    target_compile_definitions(test_${room} PRIVATE INLAND_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    inland_precompile(test_${room} ${ROOM_ROOMS_NAMES})
    gtest_discover_tests(test_${room} TEST_PREFIX ${room}. DISCOVERY_MODE PRE_TEST
        DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 900)
endfunction()
