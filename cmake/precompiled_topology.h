// The same with the house's vocabulary, for the rooms that speak it.
#pragma once

#include "precompiled.h"
#include "topology/topology.h"
