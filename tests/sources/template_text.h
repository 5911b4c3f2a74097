// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/cloudformation.h"

#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

namespace inland::sources::testing {

/// A file of tests/sources/templates.
inline std::string shared_template(const std::string& name) {
    std::ifstream file(INLAND_SOURCE_DIR "/tests/sources/templates/" + name);
    EXPECT_TRUE(file) << name;
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The world of a template without mistakes.
inline topology::Topology read_template(const std::string& text, CloudFormationOptions options = {
                                                                     .region = "eu-central-1"}) {
    Diagnostics diagnostics;
    auto topology = read_cloudformation(text, "folder/main.yaml", options, diagnostics);
    if (!topology)
        for (const auto& diagnostic : diagnostics.items())
            ADD_FAILURE() << diagnostic.text();
    return topology.value_or(topology::Topology());
}

/// Everything that is said about a template, and nothing else is made of it.
inline std::string mistakes_of(const std::string& text) {
    Diagnostics diagnostics;
    EXPECT_FALSE(read_cloudformation(text, "main.yaml", {.region = "eu-central-1"}, diagnostics));
    std::string all;
    for (const auto& diagnostic : diagnostics.sorted())
        all += diagnostic.text() + "\n";
    return all;
}

/// What is said of a template that can be read.
inline std::string warnings_of(const std::string& text, topology::Topology& topology) {
    Diagnostics diagnostics;
    auto read = read_cloudformation(text, "main.yaml", {.region = "eu-central-1"}, diagnostics);
    EXPECT_TRUE(read);
    topology = read.value_or(topology::Topology());
    std::string all;
    for (const auto& diagnostic : diagnostics.sorted())
        all += diagnostic.text() + "\n";
    return all;
}

}  // namespace inland::sources::testing
