// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "intents/intents.h"
#include "knowledge/field_table.h"
#include "knowledge/reporter.h"

#include <map>
#include <string>
#include <string_view>

namespace inland::intents {

using knowledge::Node;
using knowledge::NodeKind;
using knowledge::Presence;

/// What the readers know beside the value that they read: the groups, which stand before the
/// intents in the table of fields, wherever the file has them.
struct Context : knowledge::Reporter {
    using Reporter::Reporter;
    std::map<std::string, Group, std::less<>> groups;
};

template <typename Target>
using IntentField = knowledge::Field<Target, Context>;

// read_group.cpp
/// A group of the file's `groups`, under its name.
void read_group(const Node& node, Context& context);
/// Who `from` and `to` name: words for everybody, names of groups, blocks and addresses.
void read_members(const Node& node, Context& context, Group& group);
// read_intent.cpp
void read_intent(const Node& node, Context& context, Intents& intents);
// read_traffic.cpp
void read_protocol(const Node& node, Context& context, Intent& intent);
void read_ports(const Node& node, Context& context, Intent& intent);
/// Which protocol is meant where none is given, and what cannot be proven as it is written.
void complete_traffic(const Node& node, Context& context, Intent& intent);

/// The text of a scalar that is not empty; false, and reported, for anything else.
bool read_text(const Node& node, Context& context, std::string& text);

}  // namespace inland::intents
