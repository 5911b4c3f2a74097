// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/field_table.h"
#include "knowledge/reporter.h"
#include "spec/cluster.h"

#include <string>
#include <string_view>

namespace inland::spec {

using knowledge::Node;
using knowledge::NodeKind;
using knowledge::Presence;
using knowledge::quoted;

/// What the readers of a spec know beside the value that they read. Fields are read in the order of
/// their tables, so a reader may rely on what stands above it: `region` is null until the Region
/// was read, and when it is unknown.
struct Context : knowledge::Reporter {
    Context(std::string_view file, Diagnostics& found, const knowledge::Tables& facts,
            TimePoint now)
        : Reporter(file, found), tables(facts), today(now) {}

    /// The same at a value that was read before.
    void error_at(const Place& where, std::string rule, std::string summary, std::string detail,
                  std::string remedy = {}) {
        error({where.line, where.column}, std::move(rule), std::move(summary), std::move(detail),
              std::move(remedy));
    }

    const knowledge::Tables& tables;
    TimePoint today;
    const knowledge::Region* region = nullptr;
};

template <typename Target>
using SpecField = knowledge::Field<Target, Context>;

/// False for what could not be read: checks that compare values leave it out.
template <typename Value>
bool was_read(const Placed<Value>& placed) {
    return placed.place.line > 0;
}

}  // namespace inland::spec
