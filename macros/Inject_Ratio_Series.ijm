// The same excitation with inhibition from weak to strong, injected into the model cell that comes with the program.
// Result: the firing rate at each ratio. No hardware is needed. To use a real device read the page "Dynamic clamp" of
// the manual first, then set device= and expected_resistance_mohm=.
// Copy it, change what you need, and run it in Fiji or with Plugins > Macros > Run...

conductances = getArgument();
if (conductances == "") conductances = File.openDialog("A table with time_ms, g_e_ns, g_i_ns");
output = File.getParent(conductances) + "/results";

run("Inject Ratio Series...", "conductances=[" + conductances + "] device=embedded embedded_cell=adaptive-exponential lowest_ratio=0.25 highest_ratio=1.5 ratios=6 blocks=2 seed=1 limit_pa=2000 i_reversal_mv=-80 output=[" + output + "]");
