// SPDX-License-Identifier: Apache-2.0
#include "core/json.h"
#include "knowledge/readers/readers.h"
#include "knowledge/value_reader.h"

#include <array>

namespace inland::knowledge {

static void read_policy_document(const Node& node, Reporter& reporter, ManagedPolicy& policy) {
    read_value(node, reporter, policy.document);
    if (const auto parsed = parse_json(policy.document); !parsed)
        reporter.error(node.position, "policy-document", "the policy is not JSON",
                       parsed.error().message);
}

template <>
struct Columns<ManagedPolicy> {
    static constexpr std::array<Column<ManagedPolicy>, 3> all = {
        required<&ManagedPolicy::arn>("arn"),
        Column<ManagedPolicy>{"document", Presence::Required, read_policy_document},
        required<&ManagedPolicy::source>("source"),
    };
};

void read_policies(const Node& document, Reporter& reporter, Tables& tables) {
    static constexpr std::array<Column<Tables>, 1> top = {required<&Tables::policies>("policies")};
    read_fields(document, "the file", std::span<const Column<Tables>>(top), reporter, tables);
}

}  // namespace inland::knowledge
