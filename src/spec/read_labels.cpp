// SPDX-License-Identifier: Apache-2.0
#include "spec/node_group_parts.h"
#include "spec/readers.h"
#include "spec/syntax.h"
#include "spec/values.h"

#include <array>

namespace inland::spec {

namespace {

bool check_key(const PlacedText& key, Context& context) {
    if (!is_label_key(key.value)) {
        context.error_at(key.place, "label-key", "Kubernetes refuses this key", quoted(key.value),
                         "write name or domain/name, with at most 63 letters, digits, \"-\", \"_\" "
                         "and \".\" in the name");
        return false;
    }
    if (is_reserved_label(key.value)) {
        context.error_at(key.place, "reserved-label", "the key is reserved", quoted(key.value),
                         "use a domain of your own, or node.kubernetes.io/...");
        return false;
    }
    return true;
}

bool read_label_value(const Node& node, Context& context, PlacedText& value) {
    PlacedText text;
    if (!read_text_or_empty(node, context, text))
        return false;
    if (!is_label_value(text.value)) {
        context.error(node.position, "label-value", "Kubernetes refuses this value",
                      quoted(text.value), "use at most 63 letters, digits, \"-\", \"_\" and \".\"");
        return false;
    }
    value = std::move(text);
    return true;
}

bool read_taint_key(const Node& node, Context& context, PlacedText& key) {
    return read_text(node, context, key) && check_key(key, context);
}

constexpr std::array<SpecField<Taint>, 3> of_taint = {{
    field<&Taint::key, read_taint_key>("key", Presence::Required),
    field<&Taint::value, read_label_value>("value", Presence::Optional),
    field<&Taint::effect, read_word<TaintEffect>>("effect", Presence::Required),
}};

/// Kubernetes tells taints apart by key and effect.
void refuse_equal_taints(Context& context, const std::vector<Taint>& taints) {
    PlacedList<std::string> identities;
    for (const auto& taint : taints)
        if (was_read(taint.key) && was_read(taint.effect))
            identities.push_back(
                {taint.key.value + ":" + std::string(text(taint.effect.value)), taint.key.place});
    refuse_repeated(identities, context);
}

}  // namespace

void read_labels(const Node& node, Context& context, NodeGroup& group) {
    if (node.kind != NodeKind::Map)
        return context.wrong_kind(node, "labels", kind_name(NodeKind::Map));
    for (const auto& entry : node.children) {
        Label label{{entry.key, context.place(entry.key_position)},
                    {"", context.place(entry.key_position)}};
        check_key(label.key, context);
        if (!entry.is_null())
            read_label_value(entry, context, label.value);
        group.labels.push_back(std::move(label));
    }
}

void read_taints(const Node& node, Context& context, NodeGroup& group) {
    if (!is_list(node, context))
        return;
    for (const auto& entry : node.children) {
        auto& taint = group.taints.emplace_back();
        taint.value.place = context.place(entry.position);
        read_fields(entry, "a taint", std::span<const SpecField<Taint>>(of_taint), context, taint);
    }
    refuse_equal_taints(context, group.taints);
}

FieldList taint_fields() {
    return list_fields("spec.nodeGroups.*.taints.*", of_taint);
}

}  // namespace inland::spec
