// SPDX-License-Identifier: Apache-2.0
#include "sources/snapshot/answer_file.h"

#include "core/utf16.h"
#include "sources/snapshot/operations.h"
#include "sources/snapshot/shape_check.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::sources::snapshot {
namespace {

/// The deepest answer is a policy within a launch template's version.
constexpr std::size_t deepest = 64;

void mistake(const std::string& path, std::string summary, std::string detail,
             Diagnostics& diagnostics) {
    diagnostics.add({.severity = Severity::Error,
                     .rule = "snapshot-file",
                     .summary = std::move(summary),
                     .detail = std::move(detail),
                     .remedy = "keep what `aws ... --output json` prints, as it is",
                     .place = {.file = path}});
}

const aws::Shape* output_of(const Operation& operation) {
    const auto service = aws::find_service(operation.service);
    const auto found = service ? (*service)->find_operation(operation.name)
                               : Result<const aws::Operation*>(nullptr);
    return found && *found != nullptr ? (*found)->output : nullptr;
}

/// Whether the document is as AWS's service models say that such answers are.
bool is_well_formed(const Answer& answer, Diagnostics& diagnostics) {
    bool well_formed = true;
    for (const auto& operation : operations()) {
        const auto* shape =
            answer.document.contains(operation.member) ? output_of(operation) : nullptr;
        const auto found =
            shape != nullptr ? misshapes(answer.document, *shape) : std::vector<std::string>();
        for (const auto& text : found)
            mistake(answer.path, "the file is no answer of AWS", text, diagnostics);
        well_formed = well_formed && found.empty();
    }
    return well_formed;
}

void add_answers(const json::value& value, const std::string& path, AnswerBook& book,
                 Diagnostics& diagnostics) {
    if (value.is_array()) {
        for (const auto& element : value.as_array())
            add_answers(element, path, book, diagnostics);
        return;
    }
    if (!value.is_object())
        return mistake(path, "the file is no answer of AWS", "it holds neither object nor list",
                       diagnostics);
    const Answer answer{value.as_object(), path};
    if (!is_well_formed(answer, diagnostics))
        return;
    expand(answer, book);
    book.add(answer);
}

/// One JSON text after the other, as `>>` leaves them.
class Texts {
  public:
    explicit Texts(std::string_view text) : rest_(text) { skip_space(); }

    [[nodiscard]] bool at_end() const { return rest_.empty(); }
    /// The next text's bytes: up to where its brackets are closed.
    std::string_view next() {
        int depth = 0;
        bool in_string = false;
        std::size_t at = 0;
        for (; at < rest_.size(); ++at) {
            const char letter = rest_[at];
            if (in_string && letter == '\\')
                ++at;
            else if (letter == '"')
                in_string = !in_string;
            else if (!in_string && (letter == '{' || letter == '['))
                ++depth;
            else if (!in_string && (letter == '}' || letter == ']') && --depth <= 0)
                break;
        }
        const auto text = rest_.substr(0, std::min(at + 1, rest_.size()));
        rest_.remove_prefix(text.size());
        skip_space();
        return text;
    }

  private:
    void skip_space() {
        rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size()));
    }

    std::string_view rest_;
};

}  // namespace

void read_file(const SnapshotFile& file, AnswerBook& book, Diagnostics& diagnostics) {
    std::string rewritten;
    const auto text = utf8_of(file.bytes, rewritten);
    if (!text)
        return mistake(file.path, "the file is not text", text.error().message, diagnostics);
    // Most files hold one text: only of others it must be found out where each ends.
    if (auto whole = parse_json_into_arena(*text, deepest))
        return add_answers(book.keep(std::move(*whole)), file.path, book, diagnostics);
    for (Texts texts(*text); !texts.at_end();) {
        auto value = parse_json_into_arena(texts.next(), deepest);
        if (!value)
            return mistake(file.path, "the file is not JSON", value.error().message, diagnostics);
        add_answers(book.keep(std::move(*value)), file.path, book, diagnostics);
    }
}

}  // namespace inland::sources::snapshot
