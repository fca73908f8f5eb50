# Add this to a Makefile with `include threats.mk`. Diagrams are in the folder docs.
DIAGRAMS = $(shell find docs -name '*.dot' -o -name '*.drawio')
REGISTERS = $(wildcard $(addsuffix .threats.yaml,$(DIAGRAMS)))

# Fails on what is high or critical and nobody has looked at.
.PHONY: threats
threats:
	drawbridge --quiet --fail-on high,unreviewed,expired docs

# One page about all diagrams.
docs/threats.md: $(DIAGRAMS) $(REGISTERS)
	drawbridge --summary docs -o $@

# Pictures with threats, beside the diagrams.
%.threats.svg: %.dot
	drawbridge $< -o $@
%.threats.svg: %.drawio
	drawbridge $< -o $@
