// SPDX-License-Identifier: Apache-2.0
#include "doctor/diagnosis.h"

namespace inland::doctor {

namespace {

json::array texts_json(const std::vector<std::string>& texts) {
    json::array list;
    for (const auto& text : texts)
        list.emplace_back(text);
    return list;
}

json::value sign_json(const Sign& sign) {
    return json::object{
        {"symptom", sign.symptom.empty() ? json::value() : json::value(sign.symptom)},
        {"seenIn", sign.seen},
        {"resource", sign.resource},
        {"line", sign.line}};
}

json::value ailment_json(const Ailment& ailment) {
    json::array signs;
    for (const auto& sign : ailment.signs)
        signs.push_back(sign_json(sign));
    return json::object{{"ground", ailment.ground == Ground::Proven ? "proven" : "seen"},
                        {"kind", ailment.kind},
                        {"resource", ailment.resource},
                        {"detail", ailment.detail},
                        {"flows", texts_json(ailment.flows)},
                        {"repair", texts_json(ailment.repair)},
                        {"signs", std::move(signs)}};
}

}  // namespace

json::value diagnosis_json(const Diagnosis& diagnosis) {
    json::array ailments;
    for (const auto& ailment : diagnosis.ailments)
        ailments.push_back(ailment_json(ailment));
    json::array undecided;
    for (const auto& row : diagnosis.undecided)
        undecided.push_back(json::object{{"flow", row.flow}, {"missing", row.missing}});
    json::array unread;
    for (const auto& row : diagnosis.unread)
        unread.push_back(json::object{{"call", row.what}, {"why", row.why}});
    return json::object{{"schema", "inland.dev/diagnosis/v1"},
                        {"cluster", diagnosis.cluster},
                        {"causes", std::move(ailments)},
                        {"undecided", std::move(undecided)},
                        {"unread", std::move(unread)}};
}

}  // namespace inland::doctor
