/**
 * What checks say of hundreds of simulated recordings: of clean ones nothing, of those with a fault the fault. The
 * figures are in docs/checks.md.
 */
package org.eibalance.checked;
