// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/yaml_body.h"

#include "emulator/cluster/api/status.h"
#include "knowledge/yaml_document.h"
#include "manifests/json_value.h"

namespace inland::emulator::cluster {

Result<json::value> read_yaml(std::string_view text) {
    Diagnostics diagnostics;
    knowledge::Reporter reporter("body", diagnostics);
    const auto node = knowledge::parse_yaml(text, reporter);
    if (!node || !diagnostics.empty())
        return std::unexpected(bad_request(
            "error decoding YAML: " + (diagnostics.empty() ? std::string("no document")
                                                           : diagnostics.items().front().summary)));
    return manifests::json_value(*node);
}

}  // namespace inland::emulator::cluster
