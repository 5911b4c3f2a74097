// SPDX-License-Identifier: Apache-2.0
#include "prove/names/answer.h"

#include "prove/cause_kinds.h"

namespace inland::prove {

Cause cause_of(std::string_view kind, const std::string& resource, std::string detail) {
    return {std::string(kind), resource, std::move(detail), {}};
}

Cause missing_of(const std::string& resource, std::string fact) {
    return {std::string(cause_kind::missing_fact), resource, "not known", std::move(fact)};
}

Answer unknown_answer(const std::string& resource, std::string fact) {
    return {.kind = AnswerKind::Unknown, .causes = {missing_of(resource, std::move(fact))}};
}

Answer after_step(std::string step, Answer answer) {
    answer.steps.insert(answer.steps.begin(), std::move(step));
    return answer;
}

}  // namespace inland::prove
