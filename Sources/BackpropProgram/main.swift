import BackpropCommand

CommandLineProgram.main()
