// SPDX-License-Identifier: Apache-2.0
#include "kube/lint/restrictions.h"

#include "knowledge/reporter.h"
#include "knowledge/yaml_stream.h"
#include "manifests/object.h"

#include <set>

#include <fmt/format.h>

namespace inland::kube {

namespace {

using knowledge::Node;
using knowledge::NodeKind;
using manifests::text_in;

/// One object's meetings.
class ObjectReader {
  public:
    ObjectReader(const std::string& file, const knowledge::Restrictions& restrictions,
                 Diagnostics& diagnostics)
        : file_(file), restrictions_(restrictions), diagnostics_(diagnostics) {}

    void read(const Node& object) {
        const auto name = manifests::object_name(object);
        tell("apiVersion", name.api_version, object);
        tell("kind", name.kind, object);
        tell("name", name.name, object);
        walk(object);
    }

  private:
    void tell(std::string_view at, std::string_view value, const Node& shown_by) {
        for (const auto* met : restrictions_.met(knowledge::MeetingPlace::Manifest, at, value))
            if (told_.insert(met->id).second)
                diagnostics_.add(knowledge::told(*met, fmt::format("{} {}", at, value),
                                                 {.file = file_,
                                                  .line = shown_by.position.line,
                                                  .column = shown_by.position.column}));
    }

    /// Pods' specs lie at different depths, in resources that nobody knows, too.
    void walk(const Node& node) {
        for (const auto& child : node.children) {
            if (child.key == "image" && child.kind == NodeKind::Scalar)
                tell("image", child.text, child);
            else if (child.key == "nodeSelector")
                tell_labels(child);
            else if (child.key == "env")
                tell_variables(child);
            walk(child);
        }
    }

    void tell_labels(const Node& selector) {
        for (const auto& label : selector.children)
            tell("nodeSelector", fmt::format("{}: {}", label.key, label.text), label);
    }

    void tell_variables(const Node& variables) {
        for (const auto& variable : variables.children)
            tell("env", fmt::format("{}={}", text_in(variable, "name"), text_in(variable, "value")),
                 variable);
    }

    const std::string& file_;
    const knowledge::Restrictions& restrictions_;
    Diagnostics& diagnostics_;
    std::set<std::string, std::less<>> told_;
};

}  // namespace

void tell_restrictions(const std::vector<manifests::ManifestFile>& files,
                       const knowledge::Restrictions& restrictions, Diagnostics& diagnostics) {
    for (const auto& file : files) {
        Diagnostics told_by_lint;
        knowledge::Reporter reporter(file.path, told_by_lint);
        knowledge::read_yaml_stream(file.text, reporter, [&](const Node& document) {
            manifests::for_each_object(document, [&](const Node& object) {
                ObjectReader(file.path, restrictions, diagnostics).read(object);
            });
        });
    }
}

}  // namespace inland::kube
