// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <string>
#include <string_view>
#include <vector>

/// Names as Route 53 writes them: lower case, a dot at the end, and each octet but a-z, 0-9, '-'
/// and
/// '_' as three octal digits ("\052.example.com."; Route 53 Developer Guide, DNS domain name
/// format).
namespace inland::emulator::route53 {

/// The name in Route 53's form; the final dot may be left out. An error's message is Route 53's
/// ("FATAL problem: DomainLabelTooLong …"); what code it goes under is the caller's to say.
Result<std::string> domain_name(std::string_view text);

/// "com.example.www." for "www.example.com.": the order of lists.
std::string reversed_name(std::string_view name);

/// Whether a name is the zone's or below it; both in Route 53's form.
bool is_in_zone(std::string_view name, std::string_view zone);

/// "FATAL problem: CODE (explanation) encountered with 'text'".
std::string fatal_problem(std::string_view code, std::string_view explanation,
                          std::string_view text);

}  // namespace inland::emulator::route53
