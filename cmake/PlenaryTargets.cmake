# The few functions that every room's CMakeLists.txt uses.

add_library(plenary_options INTERFACE)
target_include_directories(plenary_options INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_options(plenary_options INTERFACE
  -Wall -Wextra -Wpedantic -Werror -Wnon-virtual-dtor -Woverloaded-virtual -Wshadow=local
  -fno-omit-frame-pointer
  # Optimizing, GCC 12 sees overlaps in std::string's own code that cannot be (its bug 105329).
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release,RelWithDebInfo>>:-Wno-restrict>)
if(PLENARY_SANITIZE STREQUAL "address")
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined)
  add_link_options(-fsanitize=address,undefined)
elseif(PLENARY_SANITIZE STREQUAL "thread")
  add_compile_options(-fsanitize=thread
    "$<$<COMPILE_LANGUAGE:CXX>:SHELL:-include ${CMAKE_SOURCE_DIR}/cmake/protobuf_without_tsan.h>")
  add_link_options(-fsanitize=thread)
endif()
find_program(PLENARY_MOLD mold)
if(PLENARY_MOLD)
  add_link_options(-fuse-ld=mold)
endif()
find_program(PLENARY_CCACHE ccache)
if(PLENARY_CCACHE)
  # base_dir makes two build folders of one checkout share their compilations.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
      CCACHE_SLOPPINESS=pch_defines,time_macros ${PLENARY_CCACHE})
endif()

# Two hundred sanitized tests, each with all rooms in it, would fill 26 GB and take minutes to link:
# there the rooms are shared. What is installed is linked statically.
if(PLENARY_SANITIZE)
  set(PLENARY_LIBRARY_TYPE SHARED)
  # What tests of the installation install finds the rooms where they were built.
  set(CMAKE_LIBRARY_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/lib")
  set(CMAKE_INSTALL_RPATH "${CMAKE_BINARY_DIR}/lib")
else()
  set(PLENARY_LIBRARY_TYPE STATIC)
endif()

# Sanitized and optimized, a test takes twice as long to compile as it takes to build and run. Looking
# at every pointer of the tests' own code takes a quarter of that; what they test is looked at whole.
set(PLENARY_TEST_OPTIONS -O0)
set(PLENARY_PRECOMPILE OFF)
if(PLENARY_SANITIZE STREQUAL "address")
  list(APPEND PLENARY_TEST_OPTIONS -fno-sanitize=null,alignment,vptr)
  # Under TSan another header must be read before everything else, which rules out a precompiled one.
  set(PLENARY_PRECOMPILE ON)
endif()

# Compiles together what may be (cmake/batches.mjs): a third of the time, for the headers are most of it.
function(plenary_compile_together name)
  if(NOT PLENARY_UNITY)
    return()
  endif()
  get_target_property(sources ${name} SOURCES)
  execute_process(COMMAND node "${CMAKE_SOURCE_DIR}/cmake/unity.mjs" ${sources}
    WORKING_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}"
    OUTPUT_VARIABLE lines OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  string(REPLACE "\n" ";" lines "${lines}")
  foreach(line ${lines})
    string(REGEX MATCH "^([0-9]+) (.+)$" matched "${line}")
    set_source_files_properties("${CMAKE_MATCH_2}" PROPERTIES UNITY_GROUP "${CMAKE_MATCH_1}")
  endforeach()
endfunction()

# plenary_library(NAME SRCS a.cc b.cc DEPS x y): a library of one room.
function(plenary_library name)
  cmake_parse_arguments(ARG "" "" "SRCS;DEPS" ${ARGN})
  add_library(${name} ${PLENARY_LIBRARY_TYPE} ${ARG_SRCS})
  plenary_compile_together(${name})
  target_link_libraries(${name} PUBLIC ${ARG_DEPS} PRIVATE plenary_options)
  target_include_directories(${name} PUBLIC "${CMAKE_SOURCE_DIR}")
endfunction()

# What most tests of rooms read first is compiled once with ASan (tests/testing/precompiled.h): a
# third of the time of each. Every test names what it needs all the same: clang-tidy reads it without.
function(plenary_precompile_for_tests)
  add_library(precompiled_tests OBJECT "${CMAKE_SOURCE_DIR}/tests/testing/precompiled.cc")
  target_link_libraries(precompiled_tests PRIVATE storage GTest::gmock plenary_options)
  target_compile_options(precompiled_tests PRIVATE ${PLENARY_TEST_OPTIONS} -fpch-preprocess)
  target_precompile_headers(precompiled_tests PRIVATE
    "${CMAKE_SOURCE_DIR}/tests/testing/precompiled.h")
endfunction()

# plenary_room_sources(OUT): the files of a room, but for its rules, which are in one library with all
# others' (services/CMakeLists.txt).
function(plenary_room_sources out)
  file(GLOB sources CONFIGURE_DEPENDS "*.cc")
  list(FILTER sources EXCLUDE REGEX "(_test|rules)\\.cc$")
  set(${out} ${sources} PARENT_SCOPE)
endfunction()

# plenary_binary(NAME SRCS … DEPS …): a program.
function(plenary_binary name)
  cmake_parse_arguments(ARG "" "" "SRCS;DEPS" ${ARGN})
  add_executable(${name} ${ARG_SRCS})
  target_link_libraries(${name} PRIVATE ${ARG_DEPS} plenary_options)
endfunction()

# plenary_test(NAME SRCS … DEPS … [LABELS …] [TIMEOUT s]): a GoogleTest program, one ctest entry.
# Labels choose a part in `tests/run NAME`. Tests labelled `tsan` also run under ThreadSanitizer.
function(plenary_test name)
  if(NOT PLENARY_BUILD_TESTS)
    return()
  endif()
  cmake_parse_arguments(ARG "" "TIMEOUT" "SRCS;DEPS;LABELS" ${ARGN})
  if(NOT ARG_TIMEOUT)
    # Only for what hangs: a busy machine takes five times as long as an idle one.
    set(ARG_TIMEOUT 900)
  endif()
  add_executable(${name} ${ARG_SRCS})
  target_link_libraries(${name} PRIVATE ${ARG_DEPS} GTest::gmock GTest::gtest_main plenary_options)
  if(PLENARY_SANITIZE)
    target_compile_options(${name} PRIVATE ${PLENARY_TEST_OPTIONS})
    # What speaks gRPC is compiled with -pthread, and would need another precompiled header.
    set(precompiles ${PLENARY_PRECOMPILE})
    foreach(speaker server server_tls guard plenary_client plenary_grpc cli)
      if(speaker IN_LIST ARG_DEPS)
        set(precompiles OFF)
      endif()
    endforeach()
    if(precompiles AND "testing" IN_LIST ARG_DEPS)
      target_precompile_headers(${name} REUSE_FROM precompiled_tests)
      target_compile_options(${name} PRIVATE -fpch-preprocess)
    endif()
  endif()
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES LABELS "${ARG_LABELS}" TIMEOUT ${ARG_TIMEOUT})
endfunction()

# plenary_room_tests(ROOM DEPS x y): every *_test.cc of the room's folder, picked up by its name:
# directory/rules_test.cc makes directory_rules_test. Tests of rules are given the rules and no room,
# and also run under TSan; *_corpus_test.cc run in `tests/run corpora` alone.
function(plenary_room_tests room)
  cmake_parse_arguments(ARG "" "" "DEPS" ${ARGN})
  file(GLOB tests CONFIGURE_DEPENDS RELATIVE "${CMAKE_CURRENT_SOURCE_DIR}" "*_test.cc")
  foreach(test ${tests})
    string(REGEX REPLACE "_test\\.cc$" "" stem "${test}")
    set(labels ${room})
    set(deps ${room} ${ARG_DEPS})
    if(stem MATCHES "rules$")
      list(APPEND labels tsan)
      set(deps rules)
    elseif(stem MATCHES "_corpus$")
      set(labels corpora)
    endif()
    plenary_test(${room}_${stem}_test SRCS ${test} DEPS ${deps} testing LABELS ${labels})
  endforeach()
endfunction()

# plenary_workshop(NAME DEPS …): a pure library of a folder, its tests picked up by their names. They
# also run under TSan, but for *_corpus_test.cc: these read corpora of others, in `tests/run corpora`
# alone.
function(plenary_workshop name)
  cmake_parse_arguments(ARG "" "" "DEPS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS "*.cc")
  list(FILTER sources EXCLUDE REGEX "_test\\.cc$")
  plenary_library(${name} SRCS ${sources} DEPS ${ARG_DEPS})
  file(GLOB tests CONFIGURE_DEPENDS RELATIVE "${CMAKE_CURRENT_SOURCE_DIR}" "*_test.cc")
  foreach(test ${tests})
    string(REGEX REPLACE "_test\\.cc$" "" stem "${test}")
    set(labels ${name} tsan)
    if(stem MATCHES "_corpus$")
      set(labels corpora)
    endif()
    plenary_test(${name}_${stem}_test SRCS ${test} DEPS ${name} LABELS ${labels})
  endforeach()
endfunction()
