// SPDX-License-Identifier: Apache-2.0
#include "kube/lint/lint.h"

#include "knowledge/reporter.h"
#include "knowledge/yaml_stream.h"
#include "kube/lint/checks.h"

#include <algorithm>

namespace inland::kube {

namespace {

using knowledge::Node;
using manifests::Edit;
using manifests::ManifestFile;

void for_each_object(const ManifestFile& file, Diagnostics& diagnostics,
                     const std::function<void(const Node& object)>& visit) {
    knowledge::Reporter reporter(file.path, diagnostics);
    knowledge::read_yaml_stream(file.text, reporter, [&](const Node& document) {
        manifests::for_each_object(document, visit);
    });
}

/// The rule says on what it hangs; a check may know of more.
std::string depends_of(const Found& found, const knowledge::LintRule& rule) {
    if (found.depends.empty() || rule.depends.empty())
        return found.depends + rule.depends;
    return found.depends + ", and " + rule.depends;
}

class FileLinter {
  public:
    FileLinter(const ManifestFile& file, const Surroundings& around,
               const knowledge::LintRules& rules)
        : file_(file),
          around_(around),
          rules_(rules),
          raw_(file.text),
          linted_{.path = file.path, .relative = file.relative, .findings = {}, .mended = {}} {}

    void check(const Node& object) {
        const auto name = manifests::object_name(object);
        const auto all = check_object(object, around_);
        const bool is_mended = mend(object, all);
        for (const Found& found : all)
            if (const auto* const rule = rules_.find(found.rule))
                linted_.findings.push_back({.rule = rule,
                                            .depends = depends_of(found, *rule),
                                            .detail = found.detail,
                                            .place = {.file = file_.path,
                                                      .line = found.shown_by->position.line,
                                                      .column = found.shown_by->position.column},
                                            .object = name,
                                            .is_mended = is_mended && !found.changes.empty()});
    }

    LintedFile finish() && {
        std::ranges::stable_sort(linted_.findings, {}, &LintFinding::place);
        auto ordered = manifests::in_order(std::move(edits_));
        if (!ordered.edits.empty() && ordered.conflicts.empty())
            linted_.mended = manifests::with_edits(file_.text, ordered.edits);
        if (!linted_.mended)
            for (LintFinding& finding : linted_.findings)
                finding.is_mended = false;
        return std::move(linted_);
    }

  private:
    /// All of an object's changes together, since they may be at the same place.
    bool mend(const Node& object, const std::vector<Found>& all) {
        std::vector<manifests::ObjectChange> changes;
        for (const Found& found : all)
            for (const auto& change : found.changes)
                add(changes, change);
        if (changes.empty())
            return false;
        auto edits = manifests::edits_for(raw_, object, changes);
        if (!edits)
            return false;
        std::ranges::move(*edits, std::back_inserter(edits_));
        return true;
    }

    /// What a later check wants of an annotation counts: the first only puts quotes around it.
    static void add(std::vector<manifests::ObjectChange>& changes,
                    const manifests::ObjectChange& change) {
        const auto* const set = std::get_if<manifests::SetAnnotation>(&change);
        std::erase_if(changes, [&](const manifests::ObjectChange& earlier) {
            const auto* const before = std::get_if<manifests::SetAnnotation>(&earlier);
            return earlier == change ||
                   (set != nullptr && before != nullptr && before->name == set->name);
        });
        changes.push_back(change);
    }

    const ManifestFile& file_;
    const Surroundings& around_;
    const knowledge::LintRules& rules_;
    manifests::RawText raw_;
    LintedFile linted_;
    std::vector<Edit> edits_;
};

}  // namespace

std::vector<LintedFile> lint(const std::vector<ManifestFile>& files, const LintWorld& world,
                             const knowledge::LintRules& rules, Diagnostics& diagnostics) {
    Surroundings around{.world = world, .service_types = {}, .ingress_classes = {}};
    for (const ManifestFile& file : files)
        for_each_object(file, diagnostics, [&](const Node& object) { around.add(object); });
    std::vector<LintedFile> linted;
    for (const ManifestFile& file : files) {
        Diagnostics told_before;
        FileLinter linter(file, around, rules);
        for_each_object(file, told_before, [&](const Node& object) { linter.check(object); });
        linted.push_back(std::move(linter).finish());
    }
    return linted;
}

}  // namespace inland::kube
