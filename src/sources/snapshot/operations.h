// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/snapshot/answer_book.h"

#include <array>
#include <span>
#include <string_view>

namespace inland::sources::snapshot {

struct Operation;
using Reply = Result<json::value> (*)(AnswerBook& book, const Operation& operation,
                                      const json::object& input);

/// How an answer says which input it answers.
struct Subject {
    std::string_view input;      ///< input member: "RoleName"
    std::string_view path = {};  ///< where the answer repeats it; "": only the file's name can
};

/// One read call, and how the snapshot's files answer it.
struct Operation {
    std::string_view service;  ///< "ec2"
    std::string_view name;     ///< "DescribeVpcs"
    std::string_view member;   ///< top-level member by which its answers are known: "Vpcs"
    std::string_view type;     ///< the class of resources that it tells about
    std::array<Subject, 2> subjects = {};
    Reply reply = nullptr;               ///< nullptr: its answers, joined
    std::string_view described_by = {};  ///< of a list of names: the description's member
    std::string_view name_path = {};     ///< where the description has the name
};

/// All calls that a snapshot can answer.
std::span<const Operation> operations();
const Operation* operation_named(std::string_view service, std::string_view name);
/// The one of that name whose answers have the member.
const Operation* operation_with(std::string_view name, std::string_view member);

/// Answers whose subjects are those of the input; of lists the elements of all of them.
Result<json::value> joined_answers(AnswerBook& book, const Operation& operation,
                                   const json::object& input);
/// EKS's lists hold names without their cluster; what is described belongs to them too.
Result<json::value> listed_names(AnswerBook& book, const Operation& operation,
                                 const json::object& input);
/// A description of one that a list named: without it, more exists than was told.
Result<json::value> one_described(AnswerBook& book, const Operation& operation,
                                  const json::object& input);
Result<json::value> vpc_attribute(AnswerBook& book, const Operation& operation,
                                  const json::object& input);
/// Those of the asked ids; without one of them, more exists than was told.
Result<json::value> elements_by_id(AnswerBook& book, const Operation& operation,
                                   const json::object& input);
/// Those elements that say themselves that they are about the input; lists of several may be one.
Result<json::value> elements_about(AnswerBook& book, const Operation& operation,
                                   const json::object& input);
/// An identity provider's answer repeats its URL, with which its ARN ends.
Result<json::value> provider_of_url(AnswerBook& book, const Operation& operation,
                                    const json::object& input);
Result<json::value> template_version(AnswerBook& book, const Operation& operation,
                                     const json::object& input);
/// Another account's zones show no records, nor does a snapshot without them.
Result<json::value> zone_records(AnswerBook& book, const Operation& operation,
                                 const json::object& input);

}  // namespace inland::sources::snapshot
